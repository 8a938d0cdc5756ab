"""The command line: it parses, calls one function and prints."""

from loclearn.cli.app import run

__all__ = ["run"]
