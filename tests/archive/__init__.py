"""The record, read from outside."""
