"""Pure text work: normalising, Hangul, keyboard layout, Slack markup, Markdown. No I/O, no state."""
