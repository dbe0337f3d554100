//! Years of stands to years of cases: what a zone of a site class yields, burns and bears under a programme.
