// The Teaching module.
