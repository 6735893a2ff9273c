// The RaftCore module.
