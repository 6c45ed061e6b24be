"""Openings as search engines and feed readers take them."""
