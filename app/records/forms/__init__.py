"""What is filled in: rules and years, trainings elsewhere with their files, decisions on them."""
