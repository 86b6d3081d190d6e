"""Quality and speed beside other libraries in one run, and the fit of the engine's weights."""
