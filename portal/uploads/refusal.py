"""What a parser says of a file that may not come in."""


class Refusal(Exception):
    """A file is refused.

    Args:
        code: why; a key of :data:`portal.uploads.messages.MESSAGES` or of the caller's own messages.
        params: what the message names; strings and numbers only, they cross a process.
    """

    def __init__(self, code: str, **params):
        super().__init__(code)
        self.code = code
        self.params = params
