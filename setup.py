"""What is compiled. Where there is no compiler, the same is done in Python, and takes longer."""

from setuptools import Extension, setup

setup(
    ext_modules=[
        Extension("bot.civility.calling._caller", ["bot/civility/calling/_caller.c"], optional=True)
    ]
)
