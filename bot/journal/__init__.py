"""The journal: what was asked, replied, rated and awaited, and which events were seen."""
