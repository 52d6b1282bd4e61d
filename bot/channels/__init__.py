"""How talks reach people: the web door and its page, Telegram."""
