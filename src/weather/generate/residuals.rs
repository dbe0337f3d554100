//! Residuals of the transformed variables.

use crate::random::Stream;

/// An autoregression of first order in five variables: `z(t) = A z(t-1) + B e(t)`, e standard normal.
pub(super) struct Residuals {
    persistence: [[f64; 5]; 5],
    innovation: [[f64; 5]; 5],
    stream: Stream,
    z: [f64; 5],
}

impl Residuals {
    /// The process, starting from its mean.
    pub(super) fn new(persistence: [[f64; 5]; 5], innovation: [[f64; 5]; 5], stream: Stream) -> Self {
        Residuals { persistence, innovation, stream, z: [0.0; 5] }
    }

    /// The residuals of the next day. Takes five draws.
    pub(super) fn next_day(&mut self) -> [f64; 5] {
        let mut e = [0.0; 5];
        for draw in &mut e {
            *draw = self.stream.normal();
        }
        let previous = self.z;
        for (i, z) in self.z.iter_mut().enumerate() {
            *z = (0..5).map(|j| self.persistence[i][j] * previous[j] + self.innovation[i][j] * e[j]).sum();
        }
        self.z
    }
}
