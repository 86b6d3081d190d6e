"""What the bot does in Slack: one feature a module, each with one `register(app, bot)`."""
