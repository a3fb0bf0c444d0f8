"""`doctor`: what is wrong with an installation, and what each fault breaks.

`machine` looks at the database, its disk and its backups, `civility` at the rules, `discord_side`
at the token, the intents and every right in every configured channel (`rights`); `examining` does
all of it. Nothing is changed by looking.
"""
