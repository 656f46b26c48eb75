"""What every room of the package rests on: arguments, exact money, the 2030 Agenda, where the content lies."""
