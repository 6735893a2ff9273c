// The files that are part of the program. `#embed` is C23, which Swift's own clang knows in every
// mode. SwiftPM could embed them too, as literals of Swift arrays: but a quarter of a megabyte of
// these takes the compiler some minutes of each build, and this no time that can be measured.
#include "CEmbedded.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const struct raftlab_embedded lessons[] = {
  {"certainty", (const unsigned char[]){
#embed "../Teaching/Lessons/certainty.yaml"
   , 0}},
  {"check-quorum", (const unsigned char[]){
#embed "../Teaching/Lessons/check-quorum.yaml"
   , 0}},
  {"dead-candidate", (const unsigned char[]){
#embed "../Teaching/Lessons/dead-candidate.yaml"
   , 0}},
  {"divergent-logs", (const unsigned char[]){
#embed "../Teaching/Lessons/divergent-logs.yaml"
   , 0}},
  {"durable-state", (const unsigned char[]){
#embed "../Teaching/Lessons/durable-state.yaml"
   , 0}},
  {"election", (const unsigned char[]){
#embed "../Teaching/Lessons/election.yaml"
   , 0}},
  {"experiments", (const unsigned char[]){
#embed "../Teaching/Lessons/experiments.yaml"
   , 0}},
  {"five-phases", (const unsigned char[]){
#embed "../Teaching/Lessons/five-phases.yaml"
   , 0}},
  {"how-long", (const unsigned char[]){
#embed "../Teaching/Lessons/how-long.yaml"
   , 0}},
  {"joint-consensus", (const unsigned char[]){
#embed "../Teaching/Lessons/joint-consensus.yaml"
   , 0}},
  {"kubernetes", (const unsigned char[]){
#embed "../Teaching/Lessons/kubernetes.yaml"
   , 0}},
  {"leader-dies", (const unsigned char[]){
#embed "../Teaching/Lessons/leader-dies.yaml"
   , 0}},
  {"leader-key", (const unsigned char[]){
#embed "../Teaching/Lessons/leader-key.yaml"
   , 0}},
  {"leadership-transfer", (const unsigned char[]){
#embed "../Teaching/Lessons/leadership-transfer.yaml"
   , 0}},
  {"lease-reads", (const unsigned char[]){
#embed "../Teaching/Lessons/lease-reads.yaml"
   , 0}},
  {"leases", (const unsigned char[]){
#embed "../Teaching/Lessons/leases.yaml"
   , 0}},
  {"majorities", (const unsigned char[]){
#embed "../Teaching/Lessons/majorities.yaml"
   , 0}},
  {"old-terms", (const unsigned char[]){
#embed "../Teaching/Lessons/old-terms.yaml"
   , 0}},
  {"possibilities", (const unsigned char[]){
#embed "../Teaching/Lessons/possibilities.yaml"
   , 0}},
  {"pre-vote", (const unsigned char[]){
#embed "../Teaching/Lessons/pre-vote.yaml"
   , 0}},
  {"read-index", (const unsigned char[]){
#embed "../Teaching/Lessons/read-index.yaml"
   , 0}},
  {"real-bugs", (const unsigned char[]){
#embed "../Teaching/Lessons/real-bugs.yaml"
   , 0}},
  {"real-election", (const unsigned char[]){
#embed "../Teaching/Lessons/real-election.yaml"
   , 0}},
  {"real-leaders", (const unsigned char[]){
#embed "../Teaching/Lessons/real-leaders.yaml"
   , 0}},
  {"real-majority", (const unsigned char[]){
#embed "../Teaching/Lessons/real-majority.yaml"
   , 0}},
  {"real-put", (const unsigned char[]){
#embed "../Teaching/Lessons/real-put.yaml"
   , 0}},
  {"replicated-log", (const unsigned char[]){
#embed "../Teaching/Lessons/replicated-log.yaml"
   , 0}},
  {"revisions", (const unsigned char[]){
#embed "../Teaching/Lessons/revisions.yaml"
   , 0}},
  {"single-server", (const unsigned char[]){
#embed "../Teaching/Lessons/single-server.yaml"
   , 0}},
  {"snapshots", (const unsigned char[]){
#embed "../Teaching/Lessons/snapshots.yaml"
   , 0}},
  {"exactly-once", (const unsigned char[]){
#embed "../Teaching/Lessons/exactly-once.yaml"
   , 0}},
  {"real-bugs-2", (const unsigned char[]){
#embed "../Teaching/Lessons/real-bugs-2.yaml"
   , 0}},
  {"split-network", (const unsigned char[]){
#embed "../Teaching/Lessons/split-network.yaml"
   , 0}},
  {"split-votes", (const unsigned char[]){
#embed "../Teaching/Lessons/split-votes.yaml"
   , 0}},
  {"three-fates", (const unsigned char[]){
#embed "../Teaching/Lessons/three-fates.yaml"
   , 0}},
  {"timers", (const unsigned char[]){
#embed "../Teaching/Lessons/timers.yaml"
   , 0}},
  {"two-at-once", (const unsigned char[]){
#embed "../Teaching/Lessons/two-at-once.yaml"
   , 0}},
  {"two-servers", (const unsigned char[]){
#embed "../Teaching/Lessons/two-servers.yaml"
   , 0}},
  {"voting", (const unsigned char[]){
#embed "../Teaching/Lessons/voting.yaml"
   , 0}},
  {"waiting-line", (const unsigned char[]){
#embed "../Teaching/Lessons/waiting-line.yaml"
   , 0}},
  {"write", (const unsigned char[]){
#embed "../Teaching/Lessons/write.yaml"
   , 0}},
  {0, 0},
};

static const struct raftlab_embedded experiments[] = {
  {"figure-16", (const unsigned char[]){
#embed "../Teaching/Experiments/Library/figure-16.experiment.yaml"
   , 0}},
  {"figure-16-timeouts", (const unsigned char[]){
#embed "../Teaching/Experiments/Library/figure-16-timeouts.experiment.yaml"
   , 0}},
  {"split-votes", (const unsigned char[]){
#embed "../Teaching/Experiments/Library/split-votes.experiment.yaml"
   , 0}},
  {0, 0},
};

static const struct raftlab_embedded schemas[] = {
  {"script", (const unsigned char[]){
#embed "../Teaching/Scripts/script.schema.json"
   , 0}},
  {"experiment", (const unsigned char[]){
#embed "../Teaching/Experiments/experiment.schema.json"
   , 0}},
  {0, 0},
};

// In the order in which they are listed.
static const struct raftlab_embedded themes[] = {
  {"dark", (const unsigned char[]){
#embed "../../Themes/dark.yaml"
   , 0}},
  {"light", (const unsigned char[]){
#embed "../../Themes/light.yaml"
   , 0}},
  {"dusk", (const unsigned char[]){
#embed "../../Themes/dusk.yaml"
   , 0}},
  {"paper", (const unsigned char[]){
#embed "../../Themes/paper.yaml"
   , 0}},
  {"projector-dark", (const unsigned char[]){
#embed "../../Themes/projector-dark.yaml"
   , 0}},
  {"projector-light", (const unsigned char[]){
#embed "../../Themes/projector-light.yaml"
   , 0}},
  {"red-green-safe", (const unsigned char[]){
#embed "../../Themes/red-green-safe.yaml"
   , 0}},
  {"blue-yellow-safe", (const unsigned char[]){
#embed "../../Themes/blue-yellow-safe.yaml"
   , 0}},
  {"terminal", (const unsigned char[]){
#embed "../../Themes/terminal.yaml"
   , 0}},
  {"mono", (const unsigned char[]){
#embed "../../Themes/mono.yaml"
   , 0}},
  {0, 0},
};

const struct raftlab_embedded *raftlab_lessons(void) { return lessons; }
const struct raftlab_embedded *raftlab_experiments(void) { return experiments; }
const struct raftlab_embedded *raftlab_schemas(void) { return schemas; }
const struct raftlab_embedded *raftlab_themes(void) { return themes; }
