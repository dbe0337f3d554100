//! Tests of weather.
#[test]
fn tmp_report() {
    use zeis::weather::{climatology, generate::generate};
    let p = climatology::parameters(260).unwrap();
    let t = std::time::Instant::now();
    let s = generate(p, 3, 0, 2001, 200);
    eprintln!("{} days {:?}", s.len(), t.elapsed());
    let t = std::time::Instant::now();
    let s2 = generate(p, 3, 0, 2001, 14);
    eprintln!("{} days {:?}", s2.len(), t.elapsed());
    let mut day = s.first_day;
    let (mut lt50, mut noon50, mut mean, mut n) = ([0.0; 12], [0.0; 12], [0.0; 12], [0.0; 12]);
    for i in 0..s.len() {
        let m = (day.month() - 1) as usize;
        n[m] += 1.0;
        mean[m] += s.rh_min_pct[i];
        if s.rh_min_pct[i] < 50.0 {
            lt50[m] += 1.0 / 200.0
        }
        if s.rh12_pct[i] < 50.0 {
            noon50[m] += 1.0 / 200.0
        }
        day = day.tomorrow().unwrap();
    }
    for m in 0..12 {
        eprintln!(
            "{} min<50 {:.1} noon<50 {:.1} meanmin {:.1} normal {:.1}",
            m + 1,
            lt50[m],
            noon50[m],
            mean[m] / n[m],
            climatology::normals(260).unwrap()[m].rh_min_pct
        );
    }
    eprintln!("{} {}", lt50.iter().sum::<f64>(), noon50.iter().sum::<f64>());
}
