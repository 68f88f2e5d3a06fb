"""What a scheme says: the models of a definition, its loader, and the definitions themselves.

This package knows nobody: it reads YAML files and returns frozen, validated objects.
"""
