"""What happens in each Local Authority's school year."""
