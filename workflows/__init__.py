"""What must happen: one module per use case, plain typed results that know no messenger."""
