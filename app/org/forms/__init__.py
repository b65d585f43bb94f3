"""What officers fill in about people and units."""
