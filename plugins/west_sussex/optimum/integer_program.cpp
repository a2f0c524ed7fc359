#include "optimum/integer_program.h"

#include <glpk.h>

#include <cmath>
#include <csetjmp>
#include <cstring>
#include <string>

#include <termwise/text.hpp>

namespace termwise::west_sussex {
namespace {

// GLPK counts from 1; element 0 of each array is not used.
struct Matrix {
  std::vector<int> rows{0};
  std::vector<int> columns{0};
  std::vector<double> values{0};

  void add(std::size_t row, std::size_t column, std::int64_t value) {
    if (value == 0) return;
    rows.push_back(static_cast<int>(row));
    columns.push_back(static_cast<int>(column));
    values.push_back(static_cast<double>(value));
  }
};

Matrix matrix_of(const Program& program) {
  Matrix matrix;
  const std::size_t groups = program.groups.size();
  const std::size_t advisers = program.capacity.size();
  for (std::size_t c = 0; c < program.columns.size(); ++c) {
    const ProgramColumn& column = program.columns[c];
    matrix.add(column.group + 1, c + 1, 1);
    if (column.adviser != kUnserved) matrix.add(groups + column.adviser + 1, c + 1, column.days);
    for (std::size_t f = 0; f < column.floors.size(); ++f)
      matrix.add(groups + advisers + f + 1, c + 1, column.floors[f]);
  }
  return matrix;
}

// What GLPK is to do and has done. While it works nothing may need a destructor, because its errors leave it by longjmp.
struct Task {
  const Program* program = nullptr;
  const Matrix* matrix = nullptr;
  const double* known = nullptr;  // of each column from element 1; null: nothing is known
  bool integer = false;
  Effort effort;
  // What comes back.
  bool feasible = false;
  bool exhausted = false;
  double bound = 0;
  std::int64_t work_on_cuts = 0;
  std::int64_t work = 0;
  double* counts = nullptr;  // of each column from element 1
  double* prices = nullptr;  // of each row from element 1
};

// The process has one thread, and GLPK one environment.
std::jmp_buf escape;
char last_words[200];

void leave(void*) { std::longjmp(escape, 1); }

// Instead of the terminal.
int keep_words(void*, const char* text) {
  std::strncpy(last_words, text, sizeof last_words - 1);
  return 1;
}

std::int64_t work_of(const Task& task, glp_prob* problem) {
  const std::int64_t size = glp_get_num_rows(problem) + glp_get_num_cols(problem);
  return task.work_on_cuts + glp_get_it_cnt(problem) * size;
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
  const auto groups = static_cast<int>(program.groups.size());
  const auto advisers = static_cast<int>(program.capacity.size());
  const auto floors = static_cast<int>(program.floors.size());
  const auto columns = static_cast<int>(program.columns.size());
  glp_prob* problem = glp_create_prob();
  glp_set_obj_dir(problem, GLP_MAX);
  glp_add_rows(problem, groups + advisers + floors);
  for (int i = 0; i < groups; ++i) {
    const auto count = static_cast<double>(program.groups[static_cast<std::size_t>(i)]);
    glp_set_row_bnds(problem, i + 1, GLP_FX, count, count);
  }
  for (int i = 0; i < advisers; ++i)
    glp_set_row_bnds(problem, groups + i + 1, GLP_UP, 0,
                     static_cast<double>(program.capacity[static_cast<std::size_t>(i)]));
  for (int i = 0; i < floors; ++i)
    glp_set_row_bnds(problem, groups + advisers + i + 1, GLP_LO,
                     static_cast<double>(program.floors[static_cast<std::size_t>(i)]), 0);
  glp_add_cols(problem, columns);
  for (int c = 0; c < columns; ++c) {
    const ProgramColumn& column = program.columns[static_cast<std::size_t>(c)];
    const auto upper = static_cast<double>(column.upper);
    glp_set_col_kind(problem, c + 1, GLP_IV);
    glp_set_col_bnds(problem, c + 1, column.upper > 0 ? GLP_DB : GLP_FX, 0, upper);
    glp_set_obj_coef(problem, c + 1, static_cast<double>(column.value));
  }
  glp_load_matrix(problem, static_cast<int>(task.matrix->rows.size()) - 1, task.matrix->rows.data(),
                  task.matrix->columns.data(), task.matrix->values.data());
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
  const int columns = glp_get_num_cols(problem);
  if (task.feasible && task.integer) {
    task.bound = glp_get_obj_val(problem);
    search_tree(problem, task);
  } else if (task.feasible) {
    for (int c = 1; c <= columns; ++c) task.counts[c] = glp_get_col_prim(problem, c);
    for (int r = 1; r <= rows; ++r) task.prices[r] = glp_get_row_dual(problem, r);
  }
  task.work = work_of(task, problem);
}

// Runs it, and gives back all memory of GLPK, however it ended.
void run(Task& task) {
  glp_free_env();
  glp_term_hook(keep_words, nullptr);
  glp_error_hook(leave, nullptr);
  last_words[0] = '\0';
  const bool stopped = setjmp(escape) != 0;
  if (!stopped) work(task);
  glp_free_env();
  if (stopped)
    throw Failure("The solver could not find a plan with the memory that it may use, " +
                  std::to_string(task.effort.megabytes) + " megabytes, or for another reason of its own (it said \"" +
                  std::string(last_words, std::strcspn(last_words, "\n")) + "\"): plan fewer schools at a time.");
}

}  // namespace

Relaxed relax(const Program& program, const Effort& effort) {
  const Matrix matrix = matrix_of(program);
  const std::size_t groups = program.groups.size();
  const std::size_t advisers = program.capacity.size();
  std::vector<double> counts(program.columns.size() + 1);
  std::vector<double> prices(groups + advisers + program.floors.size() + 1);
  Task task;
  task.program = &program;
  task.matrix = &matrix;
  task.effort = effort;
  task.counts = counts.data();
  task.prices = prices.data();
  run(task);
  Relaxed relaxed;
  relaxed.feasible = task.feasible;
  relaxed.counts.assign(counts.begin() + 1, counts.end());
  const auto first = prices.begin() + 1 + static_cast<std::ptrdiff_t>(groups);
  relaxed.prices.advisers.assign(first, first + static_cast<std::ptrdiff_t>(advisers));
  relaxed.prices.floors.assign(first + static_cast<std::ptrdiff_t>(advisers), prices.end());
  relaxed.work = task.work;
  return relaxed;
}

Searched search(const Program& program, const std::vector<std::int64_t>& known, const Effort& effort) {
  const Matrix matrix = matrix_of(program);
  std::vector<double> counts(program.columns.size() + 1);
  std::vector<double> offered{0};
  for (const std::int64_t count : known) offered.push_back(static_cast<double>(count));
  Task task;
  task.program = &program;
  task.matrix = &matrix;
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
  for (std::size_t c = 1; c < counts.size(); ++c) searched.counts.push_back(std::llround(counts[c]));
  return searched;
}

}  // namespace termwise::west_sussex
