//! Mean, quantiles, exceedance and Monte Carlo error.
