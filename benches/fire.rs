//! Fire weather codes and Rothermel's spread over lanes against plain scalar code, interleaved, as ratios.
//!
//! Codes: 224 stations of generated weather, six years. The plain computation follows the printed equations with the functions
//! of the standard library. Spread: 768 verge beds on the days of those years, depth, spread, intensity and flame each; the
//! plain computation is the general form of the library, one bed at a time. Each round times everything once, in processor
//! time, on one thread; printed are medians over rounds of the ratios, with their range. Before that, results are compared:
//! lanes in double precision have the bits of the scalar, the plain computation agrees within 1e-9, and the largest difference
//! of single precision from double is printed for each code (the index must stay within 1e-3).
//! Run: `cargo bench --bench fire`.

mod works;

use cpu_time::ProcessTime;
use std::hint::black_box;
use works::FireCodes;
use zeis::fire::FireParameters;
use zeis::fire::drivers::FireConstants;
use zeis::fire::fuel_bed::{Loads, fuel_bed};
use zeis::fire::fwi::{Codes, NoonWeather, codes_of_days, dead_moisture_pct};
use zeis::fire::intensity::flame_length;
use zeis::fire::spread::models::fuel_of_metric;
use zeis::fire::spread::{Surroundings, fire_behaviour, verge_fire};
use zeis::lane::dispatch::{InstructionSet, Instructions, Work};
use zeis::lane::{F32x16, F32x32, F64x8, F64x16, Lane};
use zeis::weather::climatology;
use zeis::weather::generate::generate;

const ROUNDS: usize = 11;
const STATIONS: usize = 224;
const YEARS: usize = 6;
const BEDS: usize = 768;
const LATITUDE: f64 = 52.1;

fn main() {
    let stations: Vec<Vec<NoonWeather>> = (0..STATIONS).map(noons_of).collect();
    println!("{STATIONS} stations x {} days, {ROUNDS} rounds, one thread", stations[0].len());
    fire_weather(&stations);
    println!();
    spread(&stations[0]);
}

/// Noon weather of a made station: a member of the climate of De Bilt.
fn noons_of(member: usize) -> Vec<NoonWeather> {
    let weather = generate(climatology::parameters(260).expect("De Bilt is embedded"), 1, member as u64, 2011, YEARS);
    let mut date = weather.first_day;
    (0..weather.len())
        .map(|day| {
            let noon = NoonWeather {
                temp_c: weather.temp12_c[day],
                rh_pct: weather.rh12_pct[day],
                wind_km_h: 3.6 * weather.wind12_m_s[day],
                rain_mm: weather.rain_mm[day],
                month: date.month().unsigned_abs(),
                latitude_deg: LATITUDE,
            };
            date = date.tomorrow().expect("within the calendar");
            noon
        })
        .collect()
}

/// The same days with a station per column.
fn rows<L: Lane>(stations: &[Vec<NoonWeather>]) -> Vec<NoonWeather<L>> {
    let wide = |day: usize, of: fn(&NoonWeather) -> f64| {
        let mut lanes = L::zero();
        for (column, noons) in stations.iter().enumerate() {
            lanes.set(column, of(&noons[day]));
        }
        lanes
    };
    let row = |day: usize| NoonWeather {
        temp_c: wide(day, |noon| noon.temp_c),
        rh_pct: wide(day, |noon| noon.rh_pct),
        wind_km_h: wide(day, |noon| noon.wind_km_h),
        rain_mm: wide(day, |noon| noon.rain_mm),
        month: stations[0][day].month,
        latitude_deg: LATITUDE,
    };
    (0..stations[0].len()).map(row).collect()
}

/// The six numbers of a day as the equations are printed (Van Wagner 1987), with the functions of the standard library.
fn plain_codes([f0, p0, d0]: [f64; 3], noon: &NoonWeather) -> [f64; 6] {
    const K: f64 = 250.0 * 59.5 / 101.0;
    const LE: [f64; 12] = [6.5, 7.5, 9.0, 12.8, 13.9, 13.9, 12.4, 10.9, 9.4, 8.0, 7.0, 6.0];
    const LF: [f64; 12] = [-1.6, -1.6, -1.6, 0.9, 3.8, 5.8, 6.4, 5.0, 2.4, 0.4, -1.6, -1.6];
    let (t, rh, u, rain, month) = (noon.temp_c, noon.rh_pct, noon.wind_km_h, noon.rain_mm, usize::from(noon.month) - 1);
    let mut m = K * (101.0 - f0) / (59.5 + f0);
    if rain > 0.5 {
        let (rf, m0) = (rain - 0.5, m);
        m = m0 + 42.5 * rf * (-100.0 / (251.0 - m0)).exp() * (1.0 - (-6.93 / rf).exp());
        if m0 > 150.0 {
            m += 0.0015 * (m0 - 150.0).powi(2) * rf.sqrt();
        }
    }
    m = m.min(250.0);
    let e = 0.18 * (21.1 - t) * (1.0 - (-0.115 * rh).exp());
    let dry = 0.942 * rh.powf(0.679) + 11.0 * ((rh - 100.0) / 10.0).exp() + e;
    let wet = 0.618 * rh.powf(0.753) + 10.0 * ((rh - 100.0) / 10.0).exp() + e;
    let rate =
        |a: f64| (0.424 * (1.0 - a.powf(1.7)) + 0.0694 * u.sqrt() * (1.0 - a.powi(8))) * 0.581 * (0.0365 * t).exp();
    if m > dry {
        m = dry + (m - dry) * 10_f64.powf(-rate(rh / 100.0));
    } else if m < wet {
        m = wet - (wet - m) * 10_f64.powf(-rate((100.0 - rh) / 100.0));
    }
    let f = (59.5 * (250.0 - m) / (K + m)).clamp(0.0, 101.0);

    let mut p = p0;
    if rain > 1.5 {
        let (rw, w0) = (0.92 * rain - 1.27, 20.0 + 280.0 * (-0.023 * p0).exp());
        let b = if p0 <= 33.0 {
            100.0 / (0.5 + 0.3 * p0)
        } else if p0 <= 65.0 {
            14.0 - 1.3 * p0.ln()
        } else {
            6.2 * p0.ln() - 17.2
        };
        let wr = w0 + 1000.0 * rw / (48.77 + b * rw);
        p = (43.43 * (5.6348 - (wr - 20.0).ln())).max(0.0);
    }
    p += 1.894 * (t.max(-1.1) + 1.1) * (100.0 - rh) * LE[month] * 1e-4;
    let mut d = d0;
    if rain > 2.8 {
        let (rd, q) = (0.83 * rain - 1.27, 800.0 * (-d0 / 400.0).exp());
        d = (d0 - 400.0 * (1.0 + 3.937 * rd / q).ln()).max(0.0);
    }
    d += (0.5 * (0.36 * (t.max(-2.8) + 2.8) + LF[month])).max(0.0);

    let m = K * (101.0 - f) / (59.5 + f);
    let isi = 0.208 * (0.05039 * u).exp() * 91.9 * (-0.1386 * m).exp() * (1.0 + m.powf(5.31) / 4.93e7);
    let mut bui = if p + d <= 0.0 { 0.0 } else { 0.8 * p * d / (p + 0.4 * d) };
    if bui < p {
        bui = (p - (1.0 - bui / p) * (0.92 + (0.0114 * p).powf(1.7))).max(0.0);
    }
    let fd = if bui <= 80.0 { 0.626 * bui.powf(0.809) + 2.0 } else { 1000.0 / (25.0 + 108.64 * (-0.023 * bui).exp()) };
    let bx = 0.1 * isi * fd;
    let fwi = if bx <= 1.0 { bx } else { (2.72 * (0.434 * bx.ln()).powf(0.647)).exp() };
    [f, p, d, isi, bui, fwi]
}

fn plain_station(noons: &[NoonWeather], mut each: impl FnMut(usize, [f64; 6])) {
    let mut codes = [85.0, 6.0, 15.0];
    for (day, noon) in noons.iter().enumerate() {
        let found = plain_codes(codes, noon);
        codes = [found[0], found[1], found[2]];
        each(day, found);
    }
}

/// Codes of all stations in rows of lanes; gives a sum that depends on all of them.
fn lane_codes<L: Lane>(set: InstructionSet, rows: &[Vec<NoonWeather<L>>], codes: &mut [Codes<L>]) -> f64 {
    let start = Codes::start(L::splat(85.0), L::splat(6.0), L::splat(15.0));
    let mut sum = 0.0;
    for noons in rows {
        set.run(FireCodes { start, noons, codes: &mut *codes });
        sum += codes[codes.len() - 1].fwi.get(0) + codes[codes.len() / 2].dc.get(L::WIDTH - 1);
    }
    sum
}

/// Seven numbers of a day, in the order of [`NAMES`].
fn numbers<L: Lane>(codes: &Codes<L>) -> [L; 7] {
    [codes.ffmc, codes.dmc, codes.dc, codes.isi, codes.bui, codes.fwi, codes.dsr]
}

const NAMES: [&str; 7] = ["FFMC", "DMC", "DC", "ISI", "BUI", "FWI", "DSR"];

/// Largest differences of rows of lanes from single stations in double precision.
fn largest_differences<L: Lane>(stations: &[Vec<NoonWeather>], rows: &[Vec<NoonWeather<L>>]) -> [f64; 7] {
    let start = Codes::start(L::splat(85.0), L::splat(6.0), L::splat(15.0));
    let mut one = vec![Codes::default(); stations[0].len()];
    let mut wide = vec![start; one.len()];
    let mut largest = [0.0_f64; 7];
    for (stations, noons) in stations.chunks(L::WIDTH).zip(rows) {
        InstructionSet::best().run(FireCodes { start, noons, codes: &mut wide });
        for (column, noons) in stations.iter().enumerate() {
            codes_of_days(Codes::default(), noons, &mut one);
            for (one, wide) in one.iter().zip(&wide) {
                for ((largest, one), wide) in largest.iter_mut().zip(numbers(one)).zip(numbers(wide)) {
                    *largest = largest.max((one - wide.get(column)).abs());
                }
            }
        }
    }
    largest
}

/// A work to time, with its name.
type Named<'a> = (String, Box<dyn FnMut() -> f64 + 'a>);

/// Adds the work of rows of lanes with each instruction set of the machine.
fn add_lane_works<'a, L: Lane>(name: &str, rows: &'a [Vec<NoonWeather<L>>], works: &mut Vec<Named<'a>>) {
    let start = Codes::start(L::splat(85.0), L::splat(6.0), L::splat(15.0));
    for set in InstructionSet::ALL.into_iter().filter(|set| set.available()) {
        let mut codes = vec![start; rows[0].len()];
        works.push((format!("zeis, {name}, {}", set.name()), Box::new(move || lane_codes(set, rows, &mut codes))));
    }
}

fn fire_weather(stations: &[Vec<NoonWeather>]) {
    let days = stations[0].len();
    let singles: Vec<Vec<NoonWeather<F32x16>>> = stations.chunks(16).map(rows).collect();
    let wide_singles: Vec<Vec<NoonWeather<F32x32>>> = stations.chunks(32).map(rows).collect();
    let differences = largest_differences(stations, &wide_singles);
    let words: Vec<String> = NAMES.iter().zip(differences).map(|(name, by)| format!("{name} {by:.1e}")).collect();
    println!("largest difference of f32 from f64: {}", words.join(", "));
    assert!(differences[5] < 1e-3, "the index stays near double precision");
    let rows_8: Vec<Vec<NoonWeather<F64x8>>> = stations.chunks(8).map(rows).collect();
    let rows_16: Vec<Vec<NoonWeather<F64x16>>> = stations.chunks(16).map(rows).collect();
    for differences in [largest_differences(stations, &rows_8), largest_differences(stations, &rows_16)] {
        assert_eq!(differences, [0.0; 7], "rows in double precision have the bits of single stations");
    }
    let mut scalar = vec![Codes::default(); days];
    for noons in stations.iter().take(8) {
        codes_of_days(Codes::default(), noons, &mut scalar);
        plain_station(noons, |day, plain| {
            for (ours, plain) in numbers(&scalar[day]).into_iter().zip(plain) {
                assert!((ours - plain).abs() <= 1e-9 * plain.abs().max(1.0), "day {day}: {ours} and plain {plain}");
            }
        });
    }

    let mut works: Vec<Named<'_>> = Vec::new();
    works.push(("zeis, one station at a time".into(), {
        let mut codes = scalar.clone();
        Box::new(move || {
            let mut sum = 0.0;
            for noons in stations {
                codes_of_days(Codes::default(), noons, &mut codes);
                sum += codes[days - 1].fwi;
            }
            sum
        })
    }));
    add_lane_works("f64 x 8", &rows_8, &mut works);
    add_lane_works("f64 x 16", &rows_16, &mut works);
    add_lane_works("f32 x 16", &singles, &mut works);
    add_lane_works("f32 x 32", &wide_singles, &mut works);
    let plain = || {
        let mut sum = 0.0;
        for noons in stations {
            plain_station(noons, |_, found| sum += found[5]);
        }
        sum
    };
    report("plain fire weather", plain, works, (days * STATIONS) as f64, "site-days");
}

/// What a bed is made of: green, dead, residue, kg/m2; height, m; live moisture.
fn bed(number: usize) -> [f64; 5] {
    let part = |step: usize| (number * step % 97) as f64 / 96.0;
    [0.02 + 0.4 * part(7), 0.02 + 0.5 * part(11), 0.3 * part(13), 0.05 + 1.1 * part(17), 0.8 + 1.2 * part(19)]
}

/// Spread of all beds on the days, in lanes.
struct Spread<'a, L> {
    beds: &'a [[L; 5]],
    days: &'a [(f64, f64)],
    constants: &'a FireConstants,
    /// Where spread and flame of each bed go; vectors need a place to be stored.
    fires: &'a mut [[L; 2]],
}

impl<L: Lane> Work for Spread<'_, L> {
    type Outcome = f64;
    #[inline(always)]
    fn run(self) -> f64 {
        let p = &self.constants.parameters;
        let mut sum = 0.0;
        for &(moisture, wind_km_h) in self.days {
            let dead = self.constants.spread.dead_factors(moisture);
            let wind = self.constants.spread.wind_factors(wind_km_h);
            for ([green, dead_load, residue, height, live], place) in self.beds.iter().zip(self.fires.iter_mut()) {
                let (green, dead_load, residue, height, live) = (*green, *dead_load, *residue, *height, *live);
                let bed = fuel_bed(Loads::of(green, dead_load, residue, L::zero()), height, L::splat(40.0), p);
                let fire = verge_fire(&bed, live, L::zero(), &dead, &wind, &self.constants.spread);
                *place = [fire.spread_m_min, flame_length(fire.intensity_kw_m)];
            }
            sum += self.fires[0][0].get(0) + self.fires[self.fires.len() - 1][1].get(L::WIDTH - 1);
        }
        sum
    }
}

fn lane_beds<L: Lane>() -> Vec<[L; 5]> {
    (0..BEDS / L::WIDTH)
        .map(|row| {
            let mut lanes = [L::zero(); 5];
            for column in 0..L::WIDTH {
                for (lane, value) in lanes.iter_mut().zip(bed(row * L::WIDTH + column)) {
                    lane.set(column, value);
                }
            }
            lanes
        })
        .collect()
}

fn spread(noons: &[NoonWeather]) {
    let constants = FireConstants::of(&FireParameters::default());
    let p = &constants.parameters;
    let mut codes = vec![Codes::default(); noons.len()];
    codes_of_days(Codes::default(), noons, &mut codes);
    let dry = |(codes, noon): (&Codes, &NoonWeather)| {
        let moisture = 0.01 * dead_moisture_pct(codes.ffmc);
        (moisture < p.extinction_moisture).then_some((moisture, noon.wind_km_h))
    };
    let days: Vec<(f64, f64)> = codes.iter().zip(noons).filter_map(dry).collect();
    let evaluations = (days.len() * BEDS) as f64;
    println!("{BEDS} beds x {} burnable days", days.len());
    let beds: Vec<_> = (0..BEDS)
        .map(|number| {
            let [green, dead, residue, height, live] = bed(number);
            let depth = fuel_bed(Loads::of(green, dead, residue, 0.0), height, 40.0, p).depth_m;
            (
                fuel_of_metric(
                    depth,
                    p.extinction_moisture,
                    [dead + residue, 0.0, green],
                    [p.sigma_per_m; 2],
                    p.heat_kj_kg,
                ),
                live,
            )
        })
        .collect();
    let plain = || {
        let mut sum = 0.0;
        for &(dead_moisture, wind_km_h) in &days {
            for (fuel, live) in &beds {
                // live moisture is above 1.2, where no herb counts as cured
                let weather =
                    Surroundings { dead_moisture, live_moisture: live.max(1.21), wind_km_h, ..Default::default() };
                let fire = fire_behaviour(fuel, &weather);
                sum += fire.spread_m_min + fire.flame_m;
            }
        }
        sum
    };
    let (beds_1, beds_8, beds_16) = (lane_beds::<f64>(), lane_beds::<F64x8>(), lane_beds::<F64x16>());
    let (days, constants) = (&days[..], &constants);
    let mut works: Vec<Named<'_>> = Vec::new();
    let beds = &beds_1;
    let mut fires = vec![[0.0; 2]; BEDS];
    works.push((
        "zeis, one bed at a time".into(),
        Box::new(move || Spread { beds, days, constants, fires: &mut fires }.run()),
    ));
    for set in InstructionSet::ALL.into_iter().filter(|set| set.available()) {
        let (beds, mut fires) = (&beds_8, vec![[F64x8::zero(); 2]; BEDS / 8]);
        works.push((
            format!("zeis, 8 beds a row, {}", set.name()),
            Box::new(move || set.run(Spread { beds, days, constants, fires: &mut fires })),
        ));
        let (beds, mut fires) = (&beds_16, vec![[F64x16::zero(); 2]; BEDS / 16]);
        works.push((
            format!("zeis, 16 beds a row, {}", set.name()),
            Box::new(move || set.run(Spread { beds, days, constants, fires: &mut fires })),
        ));
    }
    report("general form, one bed at a time", plain, works, evaluations, "evaluations");
}

/// Times everything, round by round, and prints medians of the ratios.
fn report(plain_name: &str, plain: impl Fn() -> f64, mut works: Vec<Named<'_>>, amount: f64, unit: &str) {
    let mut ratios = vec![Vec::new(); works.len()];
    let mut plain_rates = Vec::new();
    for _ in 0..ROUNDS {
        let seconds_of_plain = seconds(&plain);
        plain_rates.push(amount / seconds_of_plain / 1e6);
        for ((_, work), ratios) in works.iter_mut().zip(&mut ratios) {
            ratios.push(seconds_of_plain / seconds(work));
        }
    }
    let rate = median(&mut plain_rates);
    println!("{:<40} {:>7} {:>14} {:>22}", "", "ratio", "range", format!("M {unit}/s"));
    println!("{plain_name:<40} {:>7} {:>14} {rate:>22.2}", 1, "");
    for ((name, _), ratios) in works.iter().zip(&mut ratios) {
        let ratio = median(ratios);
        let range = format!("{:.1}-{:.1}", ratios[0], ratios[ratios.len() - 1]);
        println!("{name:<40} {ratio:>7.2} {range:>14} {:>22.2}", ratio * rate);
    }
}

/// Processor time, so that other work on the machine counts as little as it can.
fn seconds(mut work: impl FnMut() -> f64) -> f64 {
    let start = ProcessTime::now();
    black_box(work());
    start.elapsed().as_secs_f64()
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
