//! Ways to find the moisture of dead fuel, over years of weather and from a scenario.

use zeis::fire::drivers::{FireDay, FireWeather, fire_days};
use zeis::fire::fwi::season::Season;
use zeis::fire::moisture::{DeadMoisture, moisture_after_mcarthur, moisture_by_deficit};
use zeis::fire::parameters::FireParameters;
use zeis::weather::climatology;
use zeis::weather::generate::generate;
use zeis::weather::hourly::RainHour;

fn days(moisture: DeadMoisture) -> Vec<FireDay> {
    let weather = generate(climatology::parameters(260).expect("De Bilt is embedded"), 5, 0, 2011, 4);
    let rain_hour = RainHour::Drawn { seed: 5, member: 0 };
    let made = FireWeather { moisture, rain_hour, ..FireWeather::default() };
    fire_days(&weather, &[], &FireParameters::default(), &made)
}

#[test]
fn all_ways_are_drier_in_summer_and_share_the_codes() {
    let ffmc = days(DeadMoisture::Ffmc);
    for way in DeadMoisture::ALL {
        let days = days(way);
        let mean = |from: usize, to: usize| {
            days[from..to].iter().map(|day| day.dead_moisture).sum::<f64>() / (to - from) as f64
        };
        assert!(mean(152, 243) < mean(0, 59), "{}", way.name());
        for (day, by_code) in days.iter().zip(&ffmc) {
            assert_eq!(day.codes, by_code.codes);
            assert!((0.02..=2.5).contains(&day.dead_moisture));
            assert!(!day.burnable || day.dead_moisture < 0.24);
            let ignites = day.ignition_probability >= by_code.ignition_probability;
            assert!(ignites || day.dead_moisture > by_code.dead_moisture, "moister fuel ignites less");
        }
    }
}

#[test]
fn the_deficit_is_the_wettest_reading_of_dry_summer_days() {
    let of = |way: DeadMoisture| -> Vec<f64> {
        let (days, codes) = (days(way), days(DeadMoisture::Ffmc));
        let dry = days.iter().zip(&codes).filter(|(_, codes)| codes.codes.ffmc > 88.0);
        dry.map(|(day, _)| day.dead_moisture).collect()
    };
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (deficit, mcarthur, grass) =
        (mean(&of(DeadMoisture::Deficit)), mean(&of(DeadMoisture::McArthur)), mean(&of(DeadMoisture::Grass2025)));
    assert!(deficit > mcarthur && deficit > grass, "deficit {deficit}, McArthur {mcarthur}, grass {grass}");
}

#[test]
fn after_rain_mcarthur_is_no_drier_than_the_code() {
    let (mcarthur, codes) = (days(DeadMoisture::McArthur), days(DeadMoisture::Ffmc));
    for day in 1..codes.len() {
        if codes[day].rain_mm > 0.0 || codes[day - 1].rain_mm > 0.0 {
            assert!(mcarthur[day].dead_moisture >= codes[day].dead_moisture);
        }
    }
}

#[test]
fn warmer_and_drier_air_never_moistens() {
    for rh in 0..=100 {
        for temp in -10..=40 {
            let (temp, rh) = (f64::from(temp), f64::from(rh));
            assert!(moisture_after_mcarthur(temp + 1.0, rh) <= moisture_after_mcarthur(temp, rh));
            assert!(moisture_after_mcarthur(temp, rh + 1.0) >= moisture_after_mcarthur(temp, rh));
        }
    }
    assert!((0..60).all(|i| moisture_by_deficit(0.1 * f64::from(i + 1)) < moisture_by_deficit(0.1 * f64::from(i))));
}

#[test]
fn outside_a_season_by_temperature_nothing_burns() {
    let weather = generate(climatology::parameters(260).expect("De Bilt is embedded"), 5, 0, 2011, 2);
    for moisture in DeadMoisture::ALL {
        let made = FireWeather { season: Season::Temperature, moisture, ..FireWeather::default() };
        let days = fire_days(&weather, &[], &FireParameters::default(), &made);
        assert!(days[..20].iter().all(|day| !day.burnable && day.codes.fwi == 0.0), "{}", moisture.name());
        assert!(days.iter().any(|day| day.burnable));
    }
}
