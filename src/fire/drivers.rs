//! What fire reads of a day and depends on weather alone.

/// Rain that moistens the fuels of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RainForFire {
    /// Calendar sum of the day itself.
    SameDay,
    /// Calendar sum of the day before.
    PreviousDay,
}
