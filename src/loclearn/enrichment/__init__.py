"""Ask open services what they know of works: politely, repeatably, and with source and date."""
