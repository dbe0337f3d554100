//! Stochastic daily weather from monthly statistics.
