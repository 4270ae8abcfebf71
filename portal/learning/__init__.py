"""Learning by oneself: lessons of courses, quizzes, progress, and materials for each group (R-TRAIN-1, R-TRAIN-2, R-TRAIN-9)."""
