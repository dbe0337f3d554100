"""Speed of fire weather codes: the Python package xclim and the Rust crate cffdrs beside zeis, on the same made-up weather.

Run from the project's folder, after `cargo bench --bench fire --no-run`:

    python3 benches/peers/fire_weather.py --bench target/release/deps/fire-*

The peers install themselves: xclim into a virtual environment, cffdrs into a small cargo project, both below `--folder`. Each
peer gets 200 sites and six years of weather as arrays and is timed in processor time on one thread, reading and writing left
out; the bench of zeis times itself in the same way. Needs pip, cargo and a network on the first run.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
import venv
from pathlib import Path

XCLIM = ["xclim==0.62.0", "numba"]
CRATE = "0.11.0"
SITES, YEARS, FIRST_YEAR = 200, 6, 2011

# Daily codes from the crate's functions of the three moisture codes; its fine fuel code is the hourly one, whose work is that
# of the daily one.
PROJECT = f"""[package]
name = "cffdrs-speed"
version = "0.0.0"
edition = "2021"
[dependencies]
cffdrs = "={CRATE}"
[profile.release]
debug = false
"""
PROGRAM = """use cffdrs::fwi_system::*;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let bytes = std::fs::read(arguments.next().unwrap()).unwrap();
    let days: usize = arguments.next().unwrap().parse().unwrap();
    let rounds: usize = arguments.next().unwrap().parse().unwrap();
    let values: Vec<f64> = bytes.chunks_exact(8).map(|b| f64::from_le_bytes(b.try_into().unwrap())).collect();
    let sites = values.len() / (5 * days);
    let at = |quantity: usize, site: usize, day: usize| values[(quantity * sites + site) * days + day];
    for _ in 0..rounds {
        let mut sum = 0.0;
        for site in 0..sites {
            let (mut ffmc, mut dmc, mut dc) = (85.0, 6.0, 15.0);
            for day in 0..days {
                let [temp, rh, wind, rain, month] = [0, 1, 2, 3, 4].map(|quantity| at(quantity, site, day));
                ffmc = hourly_fine_fuel_moisture_code(temp, rh, wind, rain, ffmc, Some(1.0));
                dmc = duff_moisture_code(dmc, temp, rh, rain, 52.1, month as usize, Some(true));
                dc = drought_code(dc, temp, rain, 52.1, month as usize, Some(true));
                sum += fire_weather_index(initial_spread_index(ffmc, wind), buildup_index(dmc, dc));
            }
        }
        println!("{}", sum);
    }
}
"""


def within_environment(folder: Path) -> None:
    """Goes on in a virtual environment that holds xclim, made on first use."""
    folder = folder / "venv"
    python = folder / "bin" / "python"
    if Path(sys.prefix).resolve() == folder.resolve():
        return
    if not python.exists():
        venv.create(folder, with_pip=True)
    if subprocess.run([python, "-m", "pip", "install", "--quiet", *XCLIM], check=False).returncode != 0:
        print(f"{' '.join(XCLIM)} could not be installed into {folder}", file=sys.stderr)
        sys.exit(2)
    os.environ.update({name: "1" for name in ("OMP_NUM_THREADS", "NUMBA_NUM_THREADS", "OPENBLAS_NUM_THREADS")})
    os.execv(python, [str(python), *sys.argv])


def weather():
    """Made-up noon weather: dates and arrays [quantity][site][day] of temperature, humidity, wind, rain and month."""
    import numpy as np
    import pandas as pd

    dates = pd.date_range(f"{FIRST_YEAR}-01-01", f"{FIRST_YEAR + YEARS - 1}-12-31", freq="D")
    random = np.random.default_rng(1)
    shape = (SITES, len(dates))
    season = np.sin(2 * np.pi * (dates.day_of_year.to_numpy() - 105) / 365.25)
    temp = 11.5 + 8.5 * season + random.normal(0, 3.5, shape)
    rh = np.clip(68 - 12 * season + random.normal(0, 14, shape), 15, 100)
    wind = np.clip(random.gamma(4.0, 4.0, shape), 0, 90)
    rain = np.where(random.random(shape) < 0.45, random.gamma(0.7, 6.5, shape), 0.0)
    month = np.broadcast_to(dates.month.to_numpy().astype(float), shape)
    return dates, np.stack([temp, rh, wind, rain, month])


def xclim_rates(dates, values, rounds: int) -> list[float]:
    """Site-days per second of processor time of xclim, all sites in one call."""
    import xarray as xr
    from xclim.indices.fire import cffwis_indices

    def series(place: int, units: str):
        data = xr.DataArray(values[place], dims=("site", "time"), coords={"time": dates}, attrs={"units": units})
        return data.assign_coords(site=range(SITES))

    lat = xr.DataArray([52.1] * SITES, dims="site", coords={"site": range(SITES)}, attrs={"units": "degrees_north"})
    arguments = {
        "tas": series(0, "degC"), "hurs": series(1, "%"), "sfcWind": series(2, "km/h"), "pr": series(3, "mm/d"), "lat": lat,
    }
    rates = []
    # the first call compiles and is left out
    for call in range(rounds + 1):
        started = time.process_time()
        found = cffwis_indices(**arguments)
        float(found[-1].sum())
        if call > 0:
            rates.append(SITES * len(dates) / (time.process_time() - started))
    return rates


def crate_rates(folder: Path, values, days: int, rounds: int) -> list[float]:
    """Site-days per second of the crate cffdrs."""
    project = folder / "cffdrs-speed"
    (project / "src").mkdir(parents=True, exist_ok=True)
    (project / "Cargo.toml").write_text(PROJECT)
    (project / "src" / "main.rs").write_text(PROGRAM)
    environment = {**os.environ, "CARGO_TARGET_DIR": str(project / "target"), "RUSTFLAGS": ""}
    subprocess.run(["cargo", "build", "--quiet", "--release"], cwd=project, env=environment, check=True)
    file = folder / "weather.bin"
    file.write_bytes(values.astype("<f8").tobytes())
    program = project / "target" / "release" / "cffdrs-speed"

    def seconds(times: int) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([program, file, str(days), str(times)], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    # the time of reading the weather is that of a run without rounds
    return [SITES * days / max(seconds(1) - seconds(0), 1e-9) for _ in range(rounds)]


def bench_rates(bench: Path) -> dict[str, float]:
    """Site-days per second of the lines of the bench's first table."""
    text = subprocess.run([bench, "--bench"], check=True, capture_output=True, text=True).stdout
    table = text.split("\n\n")[0]
    rates = {}
    for line in table.splitlines():
        if line.startswith("zeis"):
            rates[line[:40].strip()] = 1e6 * float(line.split()[-1])
    return rates


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--folder", type=Path, default=Path("target/peers-fire"))
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--bench", type=Path, nargs="*", help="built bench: target/release/deps/fire-*")
    options = arguments.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    within_environment(options.folder)
    dates, values = weather()
    peers = {
        "xclim 0.62 (200 sites at once)": statistics.median(xclim_rates(dates, values, options.rounds)),
        f"cffdrs {CRATE} (Rust crate)": statistics.median(
            crate_rates(options.folder.resolve(), values, len(dates), options.rounds)
        ),
    }
    best = max(peers.values())
    print(f"{SITES} sites x {len(dates)} days, median of {options.rounds} rounds, one thread, site-days per second")
    for name, rate in peers.items():
        print(f"{name:<44}{rate:>14,.0f}{rate / best:>10.1f} x")
    programs = [path for path in options.bench or [] if path.suffix == "" and os.access(path, os.X_OK)]
    for program in programs[:1]:
        for name, rate in bench_rates(program).items():
            print(f"{name:<44}{rate:>14,.0f}{rate / best:>10.1f} x")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"Python's peak memory: {memory} MB. Ratios are to the faster peer.")


if __name__ == "__main__":
    main()
