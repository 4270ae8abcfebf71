"""An app with slow background work, for tests that kill workers and schedulers; installed by ``settings`` beside it."""
