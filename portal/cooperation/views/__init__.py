"""Pages of training bodies and of joint training."""
