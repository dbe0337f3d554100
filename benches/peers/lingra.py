"""Speed of LINGRA (Python package pcse) against zeis, on one station and the same years.

Run from the project's folder, after `cargo build --release` and, for the kernel's figure,
`cargo bench --bench kernel > kernel.txt`:

    python3 benches/peers/lingra.py --kernel-output kernel.txt
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

PCSE = "pcse==6.0.13"
MOWN = [(5, 15), (6, 14), (7, 19), (8, 28), (10, 7)]

# Perennial ryegrass at Wageningen on a medium soil: the numbers of PCSE's own LINGRA test case (ajwdewit/pcse).
PARAMETERS = {
    "CFET": 1.0, "CO2A": 360.0, "CRAIRC": 0.06, "DEPNR": 3.0, "IAIRDU": 0, "IFUNRN": 0, "IOX": 0,
    "KDIFTB": [0.0, 0.6, 2.0, 0.6], "KSUB": 1.47, "LAIafterHarvest": 0.8, "LAIcrit": 4.0, "LAIinit": 0.1,
    "LUEmax": 3.0, "LUEreductionRadiationTB": [0.0, 1.0, 10.0, 1.0, 40.0, 0.33],
    "LUEreductionSoilTempTB": [-20.0, 0.0, 3.0, 0.0, 8.0, 1.0, 40.0, 1.0], "NOTINF": 0,
    "PartitioningRootsTB": [-10.0, 0.263, 0.0, 0.263, 1.0, 0.165], "RDI": 10.0, "RDMCR": 40.0, "RDMSOL": 40,
    "RDRbase": 0.01, "RDRdrought": 0.05, "RDRshading": 0.03, "RRI": 1.2, "SLA": 0.0025, "SM0": 0.41,
    "SMFCF": 0.3, "SMLIM": 0.3, "SMW": 0.104, "SOPE": 1.47, "SSI": 0, "SSMAX": 0, "SiteFillingMax": 0.693,
    "TSUMmax": 600.0, "TempBase": 3.0, "TemperatureSoilinit": 5.0, "TillerFormRateA0": 0.335,
    "TillerFormRateA8": 0.867, "TillerFormRateB0": 0.067, "TillerFormRateB8": 0.183, "TillerNumberinit": 7000.0,
    "WAV": 7.84, "WeightREinit": 200.0, "WeightRTinit": 4.0,
}

SITE = """weather = "weather.csv"
shares = { A = 1.0, B = 0.0, C = 0.0, D = 0.0 }
[site]
whc_mm = 120
n_mineralisation_kg_ha = 150
"""


def within_environment(folder: Path) -> None:
    """Goes on in a virtual environment that holds pcse, made on first use."""
    python = folder / "bin" / "python"
    if Path(sys.prefix).resolve() == folder.resolve():
        return
    if not python.exists():
        venv.create(folder, with_pip=True)
    installed = subprocess.run([python, "-m", "pip", "install", "--quiet", PCSE], check=False)
    if installed.returncode != 0:
        print(f"{PCSE} could not be installed into {folder}", file=sys.stderr)
        sys.exit(2)
    os.execv(python, [str(python), *sys.argv])


def vapour_pressure_hpa(temp_c: float, rh_pct: float) -> float:
    """Vapour pressure from mean temperature and relative humidity (Tetens)."""
    return 6.108 * 10 ** (7.5 * temp_c / (237.3 + temp_c)) * rh_pct / 100.0


def lingra_seconds(rows: list[dict[str, str]]) -> float:
    """Processor seconds of one run of LINGRA over the days, one campaign a year."""
    from pcse.base import ParameterProvider, WeatherDataContainer, WeatherDataProvider
    from pcse.models import Lingra10_WLP_CWB

    provider = WeatherDataProvider()
    for row in rows:
        day = dt.date.fromisoformat(row["date"])
        number = {key: float(row[key]) for key in ("tmin_c", "tmax_c", "tmean_c", "rh_pct", "makkink_mm")}
        evaporation = max(number["makkink_mm"], 0.0) / 10.0
        provider._store_WeatherDataContainer(
            WeatherDataContainer(
                DAY=day, LAT=52.1, LON=5.2, ELEV=2.0, TMIN=number["tmin_c"], TMAX=number["tmax_c"],
                IRRAD=1e6 * float(row["radiation_mj_m2"]), RAIN=float(row["rain_mm"]) / 10.0,
                WIND=float(row["wind_m_s"]), VAP=vapour_pressure_hpa(number["tmean_c"], number["rh_pct"]),
                E0=evaporation, ES0=evaporation, ET0=evaporation,
            ),
            day,
        )
    years = sorted({int(row["date"][:4]) for row in rows})
    seconds = 0.0
    for year in years:
        mowing = [{dt.date(year, month, day): {"biomass_remaining": 320}} for month, day in MOWN]
        calendar = {
            "crop_name": "grass", "variety_name": "ryegrass", "crop_start_date": dt.date(year, 1, 1),
            "crop_start_type": "emergence", "crop_end_date": dt.date(year, 12, 31), "crop_end_type": "harvest",
            "max_duration": 366,
        }
        events = [{"event_signal": "mowing", "name": "mowing", "comment": "", "events_table": mowing}]
        agro = [{dt.date(year, 1, 1): {"CropCalendar": calendar, "TimedEvents": events, "StateEvents": None}}]
        model = Lingra10_WLP_CWB(ParameterProvider(cropdata=PARAMETERS), provider, agro)
        started = time.process_time()
        model.run_till_terminate()
        seconds += time.process_time() - started
    return seconds


def zeis_grow_seconds(zeis: Path, folder: Path) -> float:
    """Processor seconds of `zeis grow` as a whole process, reading and writing included."""
    (folder / "site.toml").write_text(SITE)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([zeis, "grow", folder / "site.toml", "-o", folder / "days.csv"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def kernel_rate(report: Path, line: str) -> float:
    """Column-days per second of a line of the kernel bench's report."""
    for text in report.read_text().splitlines():
        if text.startswith(line):
            return 1e6 * float(text.split()[-1])
    raise SystemExit(f"{report} has no line '{line}'")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--zeis", type=Path, default=Path("target/release/zeis"))
    arguments.add_argument("--venv", type=Path, default=Path("target/peers-venv"))
    arguments.add_argument("--years", type=int, default=10)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--kernel-output", type=Path, help="what `cargo bench --bench kernel` printed")
    arguments.add_argument("--line", default="f64 x 8, AVX2")
    options = arguments.parse_args()
    within_environment(options.venv)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        weather = folder / "weather.csv"
        command = [options.zeis, "weather", "generate", "--station", "260", "--years", str(options.years), "-o", weather]
        subprocess.run(command, check=True)
        with weather.open() as file:
            rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
        lingra = statistics.median(len(rows) / lingra_seconds(rows) for _ in range(options.rounds))
        grow = statistics.median(len(rows) / zeis_grow_seconds(options.zeis, folder) for _ in range(options.rounds))
    print(f"{len(rows)} days, median of {options.rounds} rounds, processor time, site-days per second")
    print(f"{'LINGRA in PCSE 6.0.13':<44}{lingra:>14,.0f}")
    print(f"{'zeis grow, whole process with its table':<44}{grow:>14,.0f}   {grow / lingra:,.0f} x")
    if options.kernel_output:
        rate = kernel_rate(options.kernel_output, options.line)
        print(f"{'zeis kernel with fire, ' + options.line:<44}{rate:>14,.0f}   {rate / lingra:,.0f} x")
    print("The models differ (zeis: nitrogen, litter, fire; LINGRA: tillers; an interpreter): orders of magnitude only.")


if __name__ == "__main__":
    main()
