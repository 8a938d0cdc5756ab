"""The same figures in each dialect of Eurostat's files."""

HEADS = {"lfst": "unit,nace_r2,age,geo", "nama": "unit,wstatus,nace_r2,geo"}


def old_tsv(series, years, head="unit,nace_r2,age,geo"):
    """Return the TSV of before 2022: a blank after each cell, years from the latest."""
    lines = [f"{head}\\time\t" + "\t".join(f"{year} " for year in years)]
    for key, cells in series.items():
        lines.append(key + "\t" + "\t".join(cells))
    return "\n".join(lines) + "\n"


def new_tsv(series, years, head="unit,nace_r2,age,geo"):
    """Return the TSV of today."""
    lines = [f"freq,{head}\\TIME_PERIOD\t" + "\t".join(f"{year} " for year in years)]
    for key, cells in series.items():
        lines.append(f"A,{key}\t" + "\t".join(cells))
    return "\n".join(lines) + "\n"


def sdmx_csv(series, years, head="unit,nace_r2,age,geo"):
    """Return the SDMX-CSV of the same figures."""
    columns = f"DATAFLOW,LAST UPDATE,freq,{head},TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS"
    lines = [columns]
    for key, cells in series.items():
        for year, cell in zip(years, cells, strict=True):
            value, _, flags = cell.replace(":", ": ").strip().partition(" ")
            shown = "" if value == ":" else value
            lines.append(f"ESTAT:X(1.0),01/01/24,A,{key},{year},{shown},{flags.strip()},")
    return "\r\n".join(lines) + "\r\n"


DIALECTS = {"old": old_tsv, "new": new_tsv, "sdmx": sdmx_csv}
