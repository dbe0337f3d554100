//! Ageing, senescence, abscission and litter decay.
