#include "optimum/integer_program.h"

#include <glpk.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

#include <termwise/text.hpp>

#include "optimum/sheet.h"

namespace termwise::west_sussex {
namespace {

// What GLPK is to do and has done.
struct Task {
  const Program* program = nullptr;
  const Sheet* sheet = nullptr;
  const double* known = nullptr;  // of each column of the sheet; null: nothing is known
  bool integer = false;
  Effort effort;
  // What comes back.
  bool feasible = false;
  bool exhausted = false;
  double bound = 0;
  std::int64_t work_on_cuts = 0;
  std::int64_t work = 0;
  double* counts = nullptr;  // of each column of the sheet
  double* prices = nullptr;  // of each row of the sheet
};

// GLPK's errors call a hook that must not return. What the hook throws leaves GLPK's C functions through the tables that
// compilers on amd64 write for those as well; none of them may be used again after that until its environment is made anew.
struct Stopped {};

[[noreturn]] void leave(void*) { throw Stopped(); }

// The process has one thread, and GLPK one environment.
char last_words[200];

// Instead of the terminal.
int keep_words(void*, const char* text) {
  std::strncpy(last_words, text, sizeof last_words - 1);
  return 1;
}

std::int64_t work_of(const Task& task, glp_prob* problem) {
  const std::int64_t size = glp_get_num_rows(problem) + glp_get_num_cols(problem);
  return task.work_on_cuts + glp_get_it_cnt(problem) * size;
}

// Decides a tally first, the one that is nearest to a whole number, and goes on with that number.
void choose_tally(glp_tree* tree, const Task& task, glp_prob* problem) {
  int chosen = 0;
  bool up = false;
  double nearest = 1;
  for (int t = 1; t <= static_cast<int>(task.sheet->tallies.size()); ++t) {
    if (glp_ios_can_branch(tree, t) == 0) continue;
    const double value = glp_get_col_prim(problem, t);
    const double above = value - std::floor(value);
    const double distance = std::fmin(above, 1 - above);
    if (distance >= nearest) continue;
    chosen = t;
    nearest = distance;
    up = above >= 0.5;
  }
  if (chosen != 0) glp_ios_branch_upon(tree, chosen, up ? GLP_UP_BRNCH : GLP_DN_BRNCH);
}

// Called by GLPK at every step of its search.
void watch(glp_tree* tree, void* context) {
  auto& task = *static_cast<Task*>(context);
  if (glp_ios_reason(tree) == GLP_IHEUR && task.known != nullptr) {
    const double* known = task.known;
    task.known = nullptr;  // offered once
    glp_ios_heur_sol(tree, known);
  }
  glp_prob* problem = glp_ios_get_prob(tree);
  if (glp_ios_reason(tree) == GLP_IBRANCH) choose_tally(tree, task, problem);
  if (glp_ios_reason(tree) == GLP_ICUTGEN)
    task.work_on_cuts += static_cast<std::int64_t>(glp_get_num_rows(problem)) * glp_get_num_cols(problem);
  if (task.exhausted && work_of(task, problem) > task.effort.work) {
    const int best = glp_ios_best_node(tree);
    if (best != 0) task.bound = glp_ios_node_bound(tree, best);
    task.exhausted = false;
    glp_ios_terminate(tree);
  }
}

glp_prob* build(const Task& task) {
  const Program& program = *task.program;
  const Sheet& sheet = *task.sheet;
  glp_prob* problem = glp_create_prob();
  glp_set_obj_dir(problem, GLP_MAX);
  glp_add_rows(problem, sheet.row_of_floor(program, program.floors.size()) - 1);
  const auto bound_row = [&](int row, int kind, std::int64_t bound) {
    glp_set_row_bnds(problem, row, kind, static_cast<double>(bound), static_cast<double>(bound));
  };
  for (std::size_t g = 0; g < program.groups.size(); ++g) bound_row(static_cast<int>(g) + 1, GLP_FX, program.groups[g]);
  for (std::size_t t = 0; t < sheet.tallies.size(); ++t) bound_row(sheet.row_of_tally(program, t), GLP_FX, 0);
  for (std::size_t u = 0; u < sheet.units.size(); ++u)
    bound_row(sheet.row_of_units(program, u), GLP_UP, sheet.units[u].capacity);
  for (std::size_t f = 0; f < program.floors.size(); ++f)
    bound_row(sheet.row_of_floor(program, f), GLP_LO, program.floors[f]);
  glp_add_cols(problem, sheet.column(program.columns.size()) - 1);
  const auto bound_column = [&](int column, std::int64_t upper) {
    glp_set_col_kind(problem, column, GLP_IV);
    glp_set_col_bnds(problem, column, upper > 0 ? GLP_DB : GLP_FX, 0, static_cast<double>(upper));
  };
  // One more than there can be, so that it is the row of units that binds, whose price bound_by() knows.
  for (std::size_t t = 0; t < sheet.tallies.size(); ++t)
    bound_column(static_cast<int>(t) + 1, program.capacity[sheet.tallies[t].adviser] / sheet.tallies[t].days + 1);
  for (std::size_t c = 0; c < program.columns.size(); ++c) {
    bound_column(sheet.column(c), program.columns[c].upper);
    glp_set_obj_coef(problem, sheet.column(c), static_cast<double>(program.columns[c].value));
  }
  glp_load_matrix(problem, static_cast<int>(sheet.rows.size()) - 1, sheet.rows.data(), sheet.columns.data(),
                  sheet.values.data());
  return problem;
}

void search_tree(glp_prob* problem, Task& task) {
  glp_iocp how;
  glp_init_iocp(&how);
  how.msg_lev = GLP_MSG_OFF;
  how.mir_cuts = GLP_ON;
  how.gmi_cuts = GLP_ON;
  how.cov_cuts = GLP_ON;
  how.cb_func = watch;
  how.cb_info = &task;
  task.exhausted = true;
  const int answer = glp_intopt(problem, &how);
  task.exhausted = task.exhausted && answer == 0;
  const int status = glp_mip_status(problem);
  task.feasible = status == GLP_OPT || status == GLP_FEAS;
  for (int c = 1; c <= glp_get_num_cols(problem); ++c) task.counts[c] = glp_mip_col_val(problem, c);
}

void work(Task& task) {
  glp_mem_limit(task.effort.megabytes);
  glp_prob* problem = build(task);
  glp_smcp how;
  glp_init_smcp(&how);
  how.msg_lev = GLP_MSG_OFF;
  const int answer = glp_simplex(problem, &how);
  task.feasible = answer == 0 && glp_get_status(problem) == GLP_OPT;
  const int rows = glp_get_num_rows(problem);
  if (task.feasible && task.integer) {
    task.bound = glp_get_obj_val(problem);
    search_tree(problem, task);
  } else if (task.feasible) {
    for (int r = 1; r <= rows; ++r) task.prices[r] = glp_get_row_dual(problem, r);
  }
  task.work = work_of(task, problem);
}

// GLPK's environment while it works, and no memory of it before and after, however the work ends.
struct Environment {
  Environment() {
    glp_free_env();
    glp_term_hook(keep_words, nullptr);
    glp_error_hook(leave, nullptr);
    last_words[0] = '\0';
  }
  ~Environment() { glp_free_env(); }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
};

void run(Task& task) {
  const Environment environment;
  try {
    work(task);
  } catch (const Stopped&) {
    throw Failure("The solver could not find a plan with the memory that it may use, " +
                  std::to_string(task.effort.megabytes) + " megabytes, or for another reason of its own (it said \"" +
                  std::string(last_words, std::strcspn(last_words, "\n")) + "\"): plan fewer schools at a time.");
  }
}

}  // namespace

Relaxed relax(const Program& program, const Effort& effort) {
  const Sheet sheet = sheet_of(program);
  const auto first = static_cast<std::size_t>(sheet.row_of_units(program, 0));
  std::vector<double> prices(first + sheet.units.size() + program.floors.size());
  Task task;
  task.program = &program;
  task.sheet = &sheet;
  task.effort = effort;
  task.prices = prices.data();
  run(task);
  Relaxed relaxed;
  relaxed.feasible = task.feasible;
  const auto units = prices.begin() + static_cast<std::ptrdiff_t>(first);
  const auto floors = units + static_cast<std::ptrdiff_t>(sheet.units.size());
  relaxed.prices.units.assign(units, floors);
  relaxed.prices.floors.assign(floors, prices.end());
  relaxed.work = task.work;
  return relaxed;
}

Searched search(const Program& program, const std::vector<std::int64_t>& known, const Effort& effort) {
  const Sheet sheet = sheet_of(program);
  std::vector<double> counts(static_cast<std::size_t>(sheet.column(program.columns.size())));
  std::vector<double> offered(counts.size());
  for (std::size_t c = 0; c < known.size(); ++c) {
    offered[static_cast<std::size_t>(sheet.column(c))] = static_cast<double>(known[c]);
    const ProgramColumn& column = program.columns[c];
    if (column.adviser == kUnserved) continue;
    const auto tally = std::lower_bound(sheet.tallies.begin(), sheet.tallies.end(), Tally{column.adviser, column.days});
    offered[static_cast<std::size_t>(tally - sheet.tallies.begin()) + 1] += static_cast<double>(known[c]);
  }
  Task task;
  task.program = &program;
  task.sheet = &sheet;
  task.known = known.empty() ? nullptr : offered.data();
  task.integer = true;
  task.effort = effort;
  task.counts = counts.data();
  run(task);
  Searched searched;
  searched.found = task.feasible;
  searched.exhausted = task.exhausted;
  searched.bound = task.bound;
  searched.work = task.work;
  for (std::size_t c = 0; c < program.columns.size(); ++c)
    searched.counts.push_back(std::llround(counts[static_cast<std::size_t>(sheet.column(c))]));
  return searched;
}

}  // namespace termwise::west_sussex
