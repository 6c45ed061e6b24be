"""The interface for machines: a company's own system pushes openings and pulls applications."""
