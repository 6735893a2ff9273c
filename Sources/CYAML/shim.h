// libyaml, for Swift.
#ifndef RAFTLAB_CYAML_SHIM_H
#define RAFTLAB_CYAML_SHIM_H

#include <yaml.h>

#endif
