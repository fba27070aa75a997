"""What authors of the course run; learners never need it."""
