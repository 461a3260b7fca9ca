"""How long a text is in a field of a Chinese ledger system: a Chinese character takes two places."""


def shortened(text: str, most: int) -> str:
    """Give as much of a text as a field holds, in places of one byte.

    >>> shortened("收款：Alder Ltd", 8), shortened("ok", 8)
    ('收款：Al', 'ok')
    """
    length = 0
    for n, c in enumerate(text):
        length += 1 if c.isascii() else 2
        if length > most:
            return text[:n]
    return text
