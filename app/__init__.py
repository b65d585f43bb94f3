"""Lentera: self-paced learning for civil servants."""
