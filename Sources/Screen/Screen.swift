// The Screen module.
