"""The proof that the consistency core holds: rival acts, a model, storms with kills, and controls that must fail."""
