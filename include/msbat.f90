! msbat.f90 - Fortran interface of libmsbat, made from the C headers, which are the manual. Add this file to your
! build. Texts given to the library end with c_null_char; callbacks are bind(c) procedures passed by c_funloc; handles
! are type(c_ptr), c_null_ptr before they are made; an absent optional argument is NULL. Counts and indices are of the
! kind c_int64_t, indices start at 0, matrices lie by rows.
module msbat
  use, intrinsic :: iso_c_binding
  implicit none
  public

  integer(c_int), parameter :: MSBAT_OK = 0
  integer(c_int), parameter :: MSBAT_ERR_NULL = 1
  integer(c_int), parameter :: MSBAT_ERR_ARGUMENT = 2
  integer(c_int), parameter :: MSBAT_ERR_RANGE = 3
  integer(c_int), parameter :: MSBAT_ERR_MEMORY = 4
  integer(c_int), parameter :: MSBAT_ERR_OVERFLOW = 5
  integer(c_int), parameter :: MSBAT_ERR_STATE = 6
  integer(c_int), parameter :: MSBAT_ERR_FILE = 7
  integer(c_int), parameter :: MSBAT_ERR_FORMAT = 8
  integer(c_int), parameter :: MSBAT_ERR_CHECKSUM = 9
  integer(c_int), parameter :: MSBAT_ERR_MISMATCH = 10
  integer(c_int), parameter :: MSBAT_ERR_PHYSICS = 11
  integer(c_int), parameter :: MSBAT_ERR_UNSTABLE = 12
  integer(c_int), parameter :: MSBAT_ERR_SYMMETRY = 13
  integer(c_int), parameter :: MSBAT_ERR_MAPPING = 14
  integer(c_int), parameter :: MSBAT_ERR_BALANCE = 15
  integer(c_int), parameter :: MSBAT_ERR_SINGULAR = 16
  integer(c_int), parameter :: MSBAT_ERR_CONVERGENCE = 17
  integer(c_int), parameter :: MSBAT_ERR_CALLBACK = 18
  integer(c_int), parameter :: MSBAT_ERR_UNSUPPORTED = 19
  integer(c_int), parameter :: MSBAT_ERR_NOT_FOUND = 20
  integer(c_int), parameter :: MSBAT_ERR_INTERNAL = 21
  integer(c_int), parameter :: MSBAT_CANCELLED = 22
  integer(c_int), parameter :: MSBAT_NO_PATH = 23
  integer(c_int64_t), parameter :: MSBAT_VERSION_MAJOR = 0
  integer(c_int64_t), parameter :: MSBAT_VERSION_MINOR = 1
  integer(c_int64_t), parameter :: MSBAT_VERSION_PATCH = 0
  real(c_double), parameter :: MSBAT_ELEMENTARY_CHARGE = 1.602176634d-19
  real(c_double), parameter :: MSBAT_BOLTZMANN = 1.380649d-23
  real(c_double), parameter :: MSBAT_AVOGADRO = 6.02214076d23
  real(c_double), parameter :: MSBAT_PLANCK = 6.62607015d-34
  real(c_double), parameter :: MSBAT_BOLTZMANN_EV = 8.617333262145179d-05
  real(c_double), parameter :: MSBAT_FARADAY = 96485.33212331001d0
  real(c_double), parameter :: MSBAT_GAS_CONSTANT = 8.31446261815324d0
  real(c_double), parameter :: MSBAT_ATOMIC_MASS = 1.66053906660d-27
  real(c_double), parameter :: MSBAT_COULOMB_EV_ANG = 14.399645478425668d0
  integer(c_int64_t), parameter :: MSBAT_MC_HYSTERESIS = 1
  integer(c_int64_t), parameter :: MSBAT_MC_UNDECIDED = 2
  integer(c_int64_t), parameter :: MSBAT_MC_IMPRECISE = 4
  integer(c_int), parameter :: MSBAT_MC_X = 0
  integer(c_int), parameter :: MSBAT_MC_ENERGY = 1
  integer(c_int), parameter :: MSBAT_MC_VARIANCE = 2
  integer(c_int), parameter :: MSBAT_MC_GAMMA = 3
  integer(c_int), parameter :: MSBAT_MC_HEAT = 4
  integer(c_int), parameter :: MSBAT_MC_ACCEPTANCE = 5
  integer(c_int), parameter :: MSBAT_PARTICLE_COUPLING_NONE = 0
  integer(c_int), parameter :: MSBAT_PARTICLE_COUPLING_STRESS = 1
  integer(c_int), parameter :: MSBAT_PARTICLE_COUPLING_FULL = 2
  integer(c_int), parameter :: MSBAT_PARTICLE_END_TIME = 0
  integer(c_int), parameter :: MSBAT_PARTICLE_END_SURFACE = 1
  integer(c_int64_t), parameter :: MSBAT_VACANCY = 0
  integer(c_int), parameter :: MSBAT_ELECTROLYTE_DIFFUSIVITY = 0
  integer(c_int), parameter :: MSBAT_ELECTROLYTE_CONDUCTIVITY = 1
  integer(c_int), parameter :: MSBAT_ELECTROLYTE_THERMODYNAMIC_FACTOR = 2
  integer(c_int), parameter :: MSBAT_NEGATIVE = 0
  integer(c_int), parameter :: MSBAT_POSITIVE = 1
  integer(c_int), parameter :: MSBAT_CELL_TIME = 0
  integer(c_int), parameter :: MSBAT_CELL_VOLTAGE = 1
  integer(c_int), parameter :: MSBAT_CELL_CURRENT = 2
  integer(c_int), parameter :: MSBAT_CELL_CHARGE = 3
  integer(c_int), parameter :: MSBAT_CELL_SURFACE_X_NEGATIVE = 4
  integer(c_int), parameter :: MSBAT_CELL_SURFACE_X_POSITIVE = 5
  integer(c_int), parameter :: MSBAT_CELL_MEAN_X_NEGATIVE = 6
  integer(c_int), parameter :: MSBAT_CELL_MEAN_X_POSITIVE = 7
  integer(c_int), parameter :: MSBAT_CELL_LITHIUM_NEGATIVE = 8
  integer(c_int), parameter :: MSBAT_CELL_LITHIUM_POSITIVE = 9
  integer(c_int), parameter :: MSBAT_CELL_LITHIUM_ELECTROLYTE = 10
  integer(c_int), parameter :: MSBAT_CELL_OPEN_CIRCUIT = 11
  integer(c_int), parameter :: MSBAT_PROFILE_POSITION = 0
  integer(c_int), parameter :: MSBAT_PROFILE_ELECTROLYTE = 1
  integer(c_int), parameter :: MSBAT_PROFILE_ELECTROLYTE_POTENTIAL = 2
  integer(c_int), parameter :: MSBAT_PROFILE_NEGATIVE_SURFACE = 3
  integer(c_int), parameter :: MSBAT_PROFILE_POSITIVE_SURFACE = 4
  integer(c_int), parameter :: MSBAT_PROFILE_NEGATIVE_CURRENT = 5
  integer(c_int), parameter :: MSBAT_PROFILE_POSITIVE_CURRENT = 6
  integer(c_int), parameter :: MSBAT_PROFILE_NEGATIVE_RADIUS = 7
  integer(c_int), parameter :: MSBAT_PROFILE_POSITIVE_RADIUS = 8
  integer(c_int), parameter :: MSBAT_PROFILE_NEGATIVE_PARTICLES = 9
  integer(c_int), parameter :: MSBAT_PROFILE_POSITIVE_PARTICLES = 10
  integer(c_int), parameter :: MSBAT_END_NONE = 0
  integer(c_int), parameter :: MSBAT_END_TIME = 1
  integer(c_int), parameter :: MSBAT_END_VOLTAGE = 2
  integer(c_int), parameter :: MSBAT_END_SURFACE_NEGATIVE = 3
  integer(c_int), parameter :: MSBAT_END_SURFACE_POSITIVE = 4
  integer(c_int), parameter :: MSBAT_END_ELECTROLYTE_LOW = 5
  integer(c_int), parameter :: MSBAT_END_ELECTROLYTE_HIGH = 6
  integer(c_int), parameter :: MSBAT_PROCESS_NEGATIVE_DIFFUSION = 0
  integer(c_int), parameter :: MSBAT_PROCESS_POSITIVE_DIFFUSION = 1
  integer(c_int), parameter :: MSBAT_PROCESS_ELECTROLYTE = 2
  integer(c_int), parameter :: MSBAT_PROCESS_NEGATIVE_CONDUCTION = 3
  integer(c_int), parameter :: MSBAT_PROCESS_POSITIVE_CONDUCTION = 4
  integer(c_int), parameter :: MSBAT_PROCESS_NEGATIVE_CHARGE_TRANSFER = 5
  integer(c_int), parameter :: MSBAT_PROCESS_POSITIVE_CHARGE_TRANSFER = 6
  integer(c_int), parameter :: MSBAT_PROCESS_SEI_GROWTH = 7
  integer(c_int), parameter :: MSBAT_PROCESS_COUNT = 8
  integer(c_int64_t), parameter :: MSBAT_LABEL_PORE = 0
  integer(c_int64_t), parameter :: MSBAT_LABEL_ACTIVE = 1
  integer(c_int64_t), parameter :: MSBAT_LABEL_BINDER = 2
  integer(c_int64_t), parameter :: MSBAT_REV_SCALE = 1
  integer(c_int64_t), parameter :: MSBAT_REV_SCATTER = 2
  integer(c_int64_t), parameter :: MSBAT_REV_CONDITION = 4
  integer(c_int), parameter :: MSBAT_HOMOG_PERIODIC = 0
  integer(c_int), parameter :: MSBAT_HOMOG_KUBC = 1
  integer(c_int), parameter :: MSBAT_HOMOG_SUBC = 2
  integer(c_int), parameter :: MSBAT_HOMOG_MIXED = 3
  integer(c_int), parameter :: MSBAT_JSON_NULL = 0
  integer(c_int), parameter :: MSBAT_JSON_BOOL = 1
  integer(c_int), parameter :: MSBAT_JSON_NUMBER = 2
  integer(c_int), parameter :: MSBAT_JSON_TEXT = 3
  integer(c_int), parameter :: MSBAT_JSON_ARRAY = 4
  integer(c_int), parameter :: MSBAT_JSON_OBJECT = 5
  integer(c_int), parameter :: MSBAT_KMC_TRACER = 0
  integer(c_int), parameter :: MSBAT_KMC_JUMP = 1
  integer(c_int), parameter :: MSBAT_KMC_JUMP_MEAN_SQUARE = 2
  integer(c_int), parameter :: MSBAT_KMC_ISOTROPIC = 0
  integer(c_int), parameter :: MSBAT_KMC_IN_PLANE = 1
  integer(c_int), parameter :: MSBAT_CARRIER_ION = 0
  integer(c_int), parameter :: MSBAT_CARRIER_VACANCY = 1
  integer(c_int), parameter :: MSBAT_VERDICT_HOLDS = 0
  integer(c_int), parameter :: MSBAT_VERDICT_FAILS = 1
  integer(c_int), parameter :: MSBAT_VERDICT_NOT_APPLICABLE = 2
  integer(c_int), parameter :: MSBAT_SOURCE_COMPUTED = 0
  integer(c_int), parameter :: MSBAT_SOURCE_MEASURED = 1
  integer(c_int), parameter :: MSBAT_SOURCE_PUBLISHED = 2
  integer(c_int), parameter :: MSBAT_SOURCE_ILLUSTRATIVE = 3
  integer(c_int), parameter :: MSBAT_DIFFUSIVITY_TRACER = 0
  integer(c_int), parameter :: MSBAT_DIFFUSIVITY_JUMP = 1
  integer(c_int), parameter :: MSBAT_DIFFUSIVITY_CHEMICAL = 2
  integer(c_int), parameter :: MSBAT_TS_UNITY = 0
  integer(c_int), parameter :: MSBAT_TS_SITE_EXCLUSION = 1
  integer(c_int), parameter :: MSBAT_TS_DECLARED = 2
  integer(c_int), parameter :: MSBAT_GAP_REFUSE = 0
  integer(c_int), parameter :: MSBAT_GAP_DECLARE = 1
  integer(c_int), parameter :: MSBAT_GAP_CONVEXIFY = 2
  integer(c_int), parameter :: MSBAT_GAP_AS_MEASURED = 3
  integer(c_int), parameter :: MSBAT_ALIGNMENT_ELECTRON_ENERGY = 0
  integer(c_int), parameter :: MSBAT_ALIGNMENT_ELECTROSTATIC = 1
  integer(c_int), parameter :: MSBAT_ALIGNMENT_ENERGY = 2

  type, bind(c) :: msbat_electrode_geometry
    integer(c_size_t) :: size = 0
    real(c_double) :: thickness_m = 0
    real(c_double) :: porosity = 0
    real(c_double) :: active_fraction = 0
    real(c_double) :: particle_radius_m = 0
    real(c_double) :: solid_conductivity_s_per_m = 0
    real(c_double) :: double_layer_f_per_m2 = 0
    real(c_double) :: direction(3) = 0
  end type

  type, bind(c) :: msbat_particle_table
    integer(c_size_t) :: size = 0
    integer(c_int64_t) :: n_states = 0
    integer(c_int64_t) :: band(2) = 0
    type(c_ptr) :: particle = c_null_ptr
    type(c_funptr) :: retain = c_null_funptr
    type(c_funptr) :: release = c_null_funptr
    type(c_funptr) :: start = c_null_funptr
    type(c_funptr) :: residual = c_null_funptr
    type(c_funptr) :: jacobian = c_null_funptr
    type(c_funptr) :: surface = c_null_funptr
  end type

  interface
    function msbat_status_text(status) bind(c) result(outcome)
      import :: c_int, c_ptr
      integer(c_int), value :: status
      type(c_ptr)   :: outcome
    end function
    function msbat_version_text() bind(c) result(outcome)
      import :: c_ptr
      type(c_ptr)   :: outcome
    end function
    function msbat_context_create(ctx) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), intent(inout) :: ctx
      integer(c_int)   :: outcome
    end function
    function msbat_context_create_with_allocator(resize, release, user, ctx) bind(c) result(outcome)
      import :: c_funptr, c_int, c_ptr
      type(c_funptr), value :: resize
      type(c_funptr), value :: release
      type(c_ptr), value :: user
      type(c_ptr), intent(inout) :: ctx
      integer(c_int)   :: outcome
    end function
    subroutine msbat_context_destroy(ctx) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: ctx
    end subroutine
    function msbat_context_set_log(ctx, log, user) bind(c) result(outcome)
      import :: c_funptr, c_int, c_ptr
      type(c_ptr), value :: ctx
      type(c_funptr), value :: log
      type(c_ptr), value :: user
      integer(c_int)   :: outcome
    end function
    function msbat_context_set_progress(ctx, progress, user) bind(c) result(outcome)
      import :: c_funptr, c_int, c_ptr
      type(c_ptr), value :: ctx
      type(c_funptr), value :: progress
      type(c_ptr), value :: user
      integer(c_int)   :: outcome
    end function
    function msbat_context_set_threads(ctx, threads) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ctx
      integer(c_int64_t), value :: threads
      integer(c_int)   :: outcome
    end function
    function msbat_context_get_threads(ctx, threads) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ctx
      integer(c_int64_t), intent(inout), optional :: threads
      integer(c_int)   :: outcome
    end function
    function msbat_context_get_message(ctx, size, text) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr, c_size_t
      type(c_ptr), value :: ctx
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: text
      integer(c_int)   :: outcome
    end function
    function msbat_context_report(ctx, status, text) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: ctx
      integer(c_int), value :: status
      character(kind=c_char), dimension(*), intent(in), optional :: text
      integer(c_int)   :: outcome
    end function
    function msbat_context_resize(ctx, ptr, size) bind(c) result(outcome)
      import :: c_ptr, c_size_t
      type(c_ptr), value :: ctx
      type(c_ptr), value :: ptr
      integer(c_size_t), value :: size
      type(c_ptr)   :: outcome
    end function
    subroutine msbat_context_release(ctx, ptr) bind(c)
      import :: c_ptr
      type(c_ptr), value :: ctx
      type(c_ptr), value :: ptr
    end subroutine
    function msbat_context_retain(ctx) bind(c) result(outcome)
      import :: c_ptr
      type(c_ptr), value :: ctx
      type(c_ptr)   :: outcome
    end function
    function msbat_context_progress(ctx, fraction) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: ctx
      real(c_double), value :: fraction
      integer(c_int)   :: outcome
    end function
    function msbat_number_read(length, text, value, used) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_size_t
      integer(c_size_t), value :: length
      character(kind=c_char), dimension(*), intent(in), optional :: text
      real(c_double), intent(inout), optional :: value
      integer(c_size_t), intent(inout), optional :: used
      integer(c_int)   :: outcome
    end function
    function msbat_number_read_int(length, text, value, used) bind(c) result(outcome)
      import :: c_char, c_int, c_int64_t, c_size_t
      integer(c_size_t), value :: length
      character(kind=c_char), dimension(*), intent(in), optional :: text
      integer(c_int64_t), intent(inout), optional :: value
      integer(c_size_t), intent(inout), optional :: used
      integer(c_int)   :: outcome
    end function
    function msbat_number_write(value, size, text) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_size_t
      real(c_double), value :: value
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: text
      integer(c_int)   :: outcome
    end function
    function msbat_ce_create(host, filled, empty, tolerance_ang, n_cutoffs, cutoffs_ang, ce) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: host
      integer(c_int64_t), value :: filled
      integer(c_int64_t), value :: empty
      real(c_double), value :: tolerance_ang
      integer(c_int64_t), value :: n_cutoffs
      real(c_double), dimension(*), intent(in), optional :: cutoffs_ang
      type(c_ptr), intent(inout) :: ce
      integer(c_int)   :: outcome
    end function
    subroutine msbat_ce_destroy(ce) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: ce
    end subroutine
    function msbat_ce_get_host(ce, host) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: ce
      type(c_ptr), intent(inout), optional :: host
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_species(ce, filled, empty) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ce
      integer(c_int64_t), intent(inout), optional :: filled
      integer(c_int64_t), intent(inout), optional :: empty
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_active(ce, n, active) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ce
      integer(c_int64_t), value :: n
      integer(c_int64_t), dimension(*), intent(inout), optional :: active
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_occupation_size(ce, supercell, n) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ce
      type(c_ptr), value :: supercell
      integer(c_int64_t), intent(inout), optional :: n
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_decoration(ce, supercell, n, occupation, n_sites, species) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_int8_t, c_ptr
      type(c_ptr), value :: ce
      type(c_ptr), value :: supercell
      integer(c_int64_t), value :: n
      integer(c_int8_t), dimension(*), intent(in), optional :: occupation
      integer(c_int64_t), value :: n_sites
      integer(c_int64_t), dimension(*), intent(inout), optional :: species
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_orbit_count(ce, n_orbits) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ce
      integer(c_int64_t), intent(inout), optional :: n_orbits
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_orbit(ce, orbit, n_points, multiplicity, length_ang) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ce
      integer(c_int64_t), value :: orbit
      integer(c_int64_t), intent(inout), optional :: n_points
      integer(c_int64_t), intent(inout), optional :: multiplicity
      real(c_double), intent(inout), optional :: length_ang
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_cluster(ce, orbit, n_points, sites) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ce
      integer(c_int64_t), value :: orbit
      integer(c_int64_t), value :: n_points
      integer(c_int64_t), dimension(*), intent(inout), optional :: sites
      integer(c_int)   :: outcome
    end function
    function msbat_ce_set_eci(ce, n, eci_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ce
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: eci_ev
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_eci(ce, n, eci_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ce
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: eci_ev
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_eci_error(ce, n, error_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ce
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: error_ev
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_covariance(ce, n, covariance) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ce
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: covariance
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_correlations(ce, supercell, n, occupation, n_orbits, correlations) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_int8_t, c_ptr
      type(c_ptr), value :: ce
      type(c_ptr), value :: supercell
      integer(c_int64_t), value :: n
      integer(c_int8_t), dimension(*), intent(in), optional :: occupation
      integer(c_int64_t), value :: n_orbits
      real(c_double), dimension(*), intent(inout), optional :: correlations
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_energy(ce, supercell, n, occupation, energy_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_int8_t, c_ptr
      type(c_ptr), value :: ce
      type(c_ptr), value :: supercell
      integer(c_int64_t), value :: n
      integer(c_int8_t), dimension(*), intent(in), optional :: occupation
      real(c_double), dimension(*), intent(inout), optional :: energy_ev
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_prediction(ce, supercell, n, occupation, energy_ev, error_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_int8_t, c_ptr
      type(c_ptr), value :: ce
      type(c_ptr), value :: supercell
      integer(c_int64_t), value :: n
      integer(c_int8_t), dimension(*), intent(in), optional :: occupation
      real(c_double), dimension(*), intent(inout), optional :: energy_ev
      real(c_double), dimension(*), intent(inout), optional :: error_ev
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_term_count(ce, n_terms, max_points) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ce
      integer(c_int64_t), intent(inout), optional :: n_terms
      integer(c_int64_t), intent(inout), optional :: max_points
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_terms(ce, n_terms, max_points, eci_ev, n_points, orbit, sites) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ce
      integer(c_int64_t), value :: n_terms
      integer(c_int64_t), value :: max_points
      real(c_double), dimension(*), intent(inout), optional :: eci_ev
      integer(c_int64_t), dimension(*), intent(inout), optional :: n_points
      integer(c_int64_t), dimension(*), intent(inout), optional :: orbit
      integer(c_int64_t), dimension(*), intent(inout), optional :: sites
      integer(c_int)   :: outcome
    end function
    function msbat_training_create(ce, training) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: ce
      type(c_ptr), intent(inout) :: training
      integer(c_int)   :: outcome
    end function
    subroutine msbat_training_destroy(training) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: training
    end subroutine
    function msbat_training_add(training, structure, energy_ev, weight) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: training
      type(c_ptr), value :: structure
      real(c_double), value :: energy_ev
      real(c_double), value :: weight
      integer(c_int)   :: outcome
    end function
    function msbat_training_add_occupation(training, supercell, n, occupation, energy_ev, &
            weight) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_int8_t, c_ptr
      type(c_ptr), value :: training
      type(c_ptr), value :: supercell
      integer(c_int64_t), value :: n
      integer(c_int8_t), dimension(*), intent(in), optional :: occupation
      real(c_double), value :: energy_ev
      real(c_double), value :: weight
      integer(c_int)   :: outcome
    end function
    function msbat_training_get_count(training, n_structures) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: training
      integer(c_int64_t), intent(inout), optional :: n_structures
      integer(c_int)   :: outcome
    end function
    function msbat_training_get_structure(training, structure, energy_ev, weight, x) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: training
      integer(c_int64_t), value :: structure
      real(c_double), intent(inout), optional :: energy_ev
      real(c_double), intent(inout), optional :: weight
      real(c_double), intent(inout), optional :: x
      integer(c_int)   :: outcome
    end function
    function msbat_training_get_mapping(training, structure, rms_ang, max_ang, strain) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: training
      integer(c_int64_t), value :: structure
      real(c_double), intent(inout), optional :: rms_ang
      real(c_double), intent(inout), optional :: max_ang
      real(c_double), intent(inout), optional :: strain
      integer(c_int)   :: outcome
    end function
    function msbat_training_get_supercell(training, structure, supercell) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: training
      integer(c_int64_t), value :: structure
      type(c_ptr), intent(inout), optional :: supercell
      integer(c_int)   :: outcome
    end function
    function msbat_training_get_occupation(training, structure, n, occupation) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_int8_t, c_ptr
      type(c_ptr), value :: training
      integer(c_int64_t), value :: structure
      integer(c_int64_t), value :: n
      integer(c_int8_t), dimension(*), intent(inout), optional :: occupation
      integer(c_int)   :: outcome
    end function
    function msbat_training_get_correlations(training, n_structures, n_orbits, correlations) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: training
      integer(c_int64_t), value :: n_structures
      integer(c_int64_t), value :: n_orbits
      real(c_double), dimension(*), intent(inout), optional :: correlations
      integer(c_int)   :: outcome
    end function
    function msbat_training_set_max_displacement(training, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: training
      real(c_double), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_training_get_max_displacement(training, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: training
      real(c_double), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_training_set_max_strain(training, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: training
      real(c_double), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_training_get_max_strain(training, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: training
      real(c_double), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_training_set_option(training, name, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: training
      character(kind=c_char), dimension(*), intent(in), optional :: name
      character(kind=c_char), dimension(*), intent(in), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_training_get_option(training, name, size, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr, c_size_t
      type(c_ptr), value :: training
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_ce_fit(ce, training) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: ce
      type(c_ptr), value :: training
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_score(ce, loo_mev, training_mev, kfold_mev) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: ce
      real(c_double), intent(inout), optional :: loo_mev
      real(c_double), intent(inout), optional :: training_mev
      real(c_double), intent(inout), optional :: kfold_mev
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_fit_report(ce, rank, condition, ridge, parameters) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ce
      integer(c_int64_t), intent(inout), optional :: rank
      real(c_double), intent(inout), optional :: condition
      real(c_double), intent(inout), optional :: ridge
      real(c_double), intent(inout), optional :: parameters
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_residuals(ce, n, residual_mev, left_out_mev, leverage) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ce
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: residual_mev
      real(c_double), dimension(*), intent(inout), optional :: left_out_mev
      real(c_double), dimension(*), intent(inout), optional :: leverage
      integer(c_int)   :: outcome
    end function
    function msbat_ce_set_ridge(ce, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: ce
      real(c_double), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_ridge(ce, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: ce
      real(c_double), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_ce_set_folds(ce, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ce
      integer(c_int64_t), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_folds(ce, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ce
      integer(c_int64_t), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_ce_set_seed(ce, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ce
      integer(c_int64_t), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_seed(ce, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ce
      integer(c_int64_t), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_ce_set_option(ce, name, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: ce
      character(kind=c_char), dimension(*), intent(in), optional :: name
      character(kind=c_char), dimension(*), intent(in), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_ce_get_option(ce, name, size, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr, c_size_t
      type(c_ptr), value :: ce
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_mc_create(ce, supercell, mc) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: ce
      type(c_ptr), value :: supercell
      type(c_ptr), intent(inout) :: mc
      integer(c_int)   :: outcome
    end function
    subroutine msbat_mc_destroy(mc) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: mc
    end subroutine
    function msbat_mc_get_ce(mc, ce) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: mc
      type(c_ptr), intent(inout), optional :: ce
      integer(c_int)   :: outcome
    end function
    function msbat_mc_get_supercell(mc, supercell) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: mc
      type(c_ptr), intent(inout), optional :: supercell
      integer(c_int)   :: outcome
    end function
    function msbat_mc_get_site_count(mc, n) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      integer(c_int64_t), intent(inout), optional :: n
      integer(c_int)   :: outcome
    end function
    function msbat_mc_set_occupation(mc, n, occupation) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_int8_t, c_ptr
      type(c_ptr), value :: mc
      integer(c_int64_t), value :: n
      integer(c_int8_t), dimension(*), intent(in), optional :: occupation
      integer(c_int)   :: outcome
    end function
    function msbat_mc_get_occupation(mc, n, occupation) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_int8_t, c_ptr
      type(c_ptr), value :: mc
      integer(c_int64_t), value :: n
      integer(c_int8_t), dimension(*), intent(inout), optional :: occupation
      integer(c_int)   :: outcome
    end function
    function msbat_mc_set_random_occupation(mc, n_filled) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      integer(c_int64_t), value :: n_filled
      integer(c_int)   :: outcome
    end function
    function msbat_mc_get_energy(mc, energy_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: mc
      real(c_double), intent(inout), optional :: energy_ev
      integer(c_int)   :: outcome
    end function
    function msbat_mc_run(mc, temperature, mu_ev, sweeps) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      real(c_double), value :: temperature
      real(c_double), value :: mu_ev
      integer(c_int64_t), value :: sweeps
      integer(c_int)   :: outcome
    end function
    function msbat_mc_run_canonical(mc, temperature, sweeps) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      real(c_double), value :: temperature
      integer(c_int64_t), value :: sweeps
      integer(c_int)   :: outcome
    end function
    function msbat_mc_get_average(mc, observable, mean, error, autocorrelation) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: mc
      integer(c_int), value :: observable
      real(c_double), intent(inout), optional :: mean
      real(c_double), intent(inout), optional :: error
      real(c_double), intent(inout), optional :: autocorrelation
      integer(c_int)   :: outcome
    end function
    function msbat_mc_get_correlations(mc, n_orbits, mean, error) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      integer(c_int64_t), value :: n_orbits
      real(c_double), dimension(*), intent(inout), optional :: mean
      real(c_double), dimension(*), intent(inout), optional :: error
      integer(c_int)   :: outcome
    end function
    function msbat_mc_get_sample_count(mc, n) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      integer(c_int64_t), intent(inout), optional :: n
      integer(c_int)   :: outcome
    end function
    function msbat_mc_get_samples(mc, n, filled, energy_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: filled
      real(c_double), dimension(*), intent(inout), optional :: energy_ev
      integer(c_int)   :: outcome
    end function
    function msbat_mc_isotherm(mc, temperature, n, mu_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: mu_ev
      integer(c_int)   :: outcome
    end function
    function msbat_mc_resume(mc) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: mc
      integer(c_int)   :: outcome
    end function
    function msbat_mc_get_isotherm_count(mc, n, temperature) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      integer(c_int64_t), intent(inout), optional :: n
      real(c_double), intent(inout), optional :: temperature
      integer(c_int)   :: outcome
    end function
    function msbat_mc_get_isotherm(mc, n, mu_ev, x, x_error, energy_ev, gamma, gamma_error) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: mu_ev
      real(c_double), dimension(*), intent(inout), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: x_error
      real(c_double), dimension(*), intent(inout), optional :: energy_ev
      real(c_double), dimension(*), intent(inout), optional :: gamma
      real(c_double), dimension(*), intent(inout), optional :: gamma_error
      integer(c_int)   :: outcome
    end function
    function msbat_mc_get_isotherm_walks(mc, n, x_up, x_down, flags) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: x_up
      real(c_double), dimension(*), intent(inout), optional :: x_down
      integer(c_int64_t), dimension(*), intent(inout), optional :: flags
      integer(c_int)   :: outcome
    end function
    function msbat_mc_write_checkpoint(mc, path) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: mc
      character(kind=c_char), dimension(*), intent(in), optional :: path
      integer(c_int)   :: outcome
    end function
    function msbat_mc_read_checkpoint(mc, path) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: mc
      character(kind=c_char), dimension(*), intent(in), optional :: path
      integer(c_int)   :: outcome
    end function
    function msbat_mc_set_seed(mc, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      integer(c_int64_t), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_mc_get_seed(mc, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      integer(c_int64_t), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_mc_set_equilibration(mc, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      integer(c_int64_t), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_mc_get_equilibration(mc, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      integer(c_int64_t), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_mc_set_precision(mc, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: mc
      real(c_double), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_mc_get_precision(mc, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: mc
      real(c_double), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_mc_set_min_sweeps(mc, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      integer(c_int64_t), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_mc_get_min_sweeps(mc, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      integer(c_int64_t), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_mc_set_max_sweeps(mc, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      integer(c_int64_t), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_mc_get_max_sweeps(mc, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      integer(c_int64_t), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_mc_set_correlation_interval(mc, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      integer(c_int64_t), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_mc_get_correlation_interval(mc, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: mc
      integer(c_int64_t), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_mc_set_option(mc, name, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: mc
      character(kind=c_char), dimension(*), intent(in), optional :: name
      character(kind=c_char), dimension(*), intent(in), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_mc_get_option(mc, name, size, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr, c_size_t
      type(c_ptr), value :: mc
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_stress_eval_sphere(material, n, r_m, x, stress_pa) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: material
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: r_m
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: stress_pa
      integer(c_int)   :: outcome
    end function
    function msbat_stress_eval_point(material, temperature, strain, x, stress_pa, &
            mu_j_per_mol) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: temperature
      real(c_double), dimension(*), intent(in), optional :: strain
      real(c_double), value :: x
      real(c_double), dimension(*), intent(inout), optional :: stress_pa
      real(c_double), intent(inout), optional :: mu_j_per_mol
      integer(c_int)   :: outcome
    end function
    function msbat_stress_check_maxwell(material, temperature, x, residual, scale) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: temperature
      real(c_double), value :: x
      real(c_double), intent(inout), optional :: residual
      real(c_double), intent(inout), optional :: scale
      integer(c_int)   :: outcome
    end function
    function msbat_stress_find_steady(material, temperature, x_free, n, sigma_h_pa, x) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: temperature
      real(c_double), value :: x_free
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: sigma_h_pa
      real(c_double), dimension(*), intent(inout), optional :: x
      integer(c_int)   :: outcome
    end function
    function msbat_particle_create(material, temperature, radius_m, n_shells, particle) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: temperature
      real(c_double), value :: radius_m
      integer(c_int64_t), value :: n_shells
      type(c_ptr), intent(inout) :: particle
      integer(c_int)   :: outcome
    end function
    subroutine msbat_particle_destroy(particle) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: particle
    end subroutine
    function msbat_particle_get_material(particle, material, temperature) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: particle
      type(c_ptr), intent(inout), optional :: material
      real(c_double), intent(inout), optional :: temperature
      integer(c_int)   :: outcome
    end function
    function msbat_particle_get_shell_count(particle, n_shells) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: particle
      integer(c_int64_t), intent(inout), optional :: n_shells
      integer(c_int)   :: outcome
    end function
    function msbat_particle_set_coupling(particle, coupling) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: particle
      integer(c_int64_t), value :: coupling
      integer(c_int)   :: outcome
    end function
    function msbat_particle_get_coupling(particle, coupling) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: particle
      integer(c_int64_t), intent(inout), optional :: coupling
      integer(c_int)   :: outcome
    end function
    function msbat_particle_set_reference_x(particle, reference_x) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: particle
      real(c_double), value :: reference_x
      integer(c_int)   :: outcome
    end function
    function msbat_particle_get_reference_x(particle, reference_x) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: particle
      real(c_double), intent(inout), optional :: reference_x
      integer(c_int)   :: outcome
    end function
    function msbat_particle_set_tolerance(particle, tolerance) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: particle
      real(c_double), value :: tolerance
      integer(c_int)   :: outcome
    end function
    function msbat_particle_get_tolerance(particle, tolerance) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: particle
      real(c_double), intent(inout), optional :: tolerance
      integer(c_int)   :: outcome
    end function
    function msbat_particle_set_max_steps(particle, max_steps) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: particle
      integer(c_int64_t), value :: max_steps
      integer(c_int)   :: outcome
    end function
    function msbat_particle_get_max_steps(particle, max_steps) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: particle
      integer(c_int64_t), intent(inout), optional :: max_steps
      integer(c_int)   :: outcome
    end function
    function msbat_particle_set_option(particle, name, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: particle
      character(kind=c_char), dimension(*), intent(in), optional :: name
      character(kind=c_char), dimension(*), intent(in), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_particle_get_option(particle, name, size, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr, c_size_t
      type(c_ptr), value :: particle
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_particle_set_uniform(particle, x) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: particle
      real(c_double), value :: x
      integer(c_int)   :: outcome
    end function
    function msbat_particle_set_profile(particle, n, x) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: particle
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x
      integer(c_int)   :: outcome
    end function
    function msbat_particle_set_flux(particle, mol_per_m2_s) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: particle
      real(c_double), value :: mol_per_m2_s
      integer(c_int)   :: outcome
    end function
    function msbat_particle_set_surface_mu(particle, mu_j_per_mol) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: particle
      real(c_double), value :: mu_j_per_mol
      integer(c_int)   :: outcome
    end function
    function msbat_particle_run(particle, n, times) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: particle
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: times
      integer(c_int)   :: outcome
    end function
    function msbat_particle_get_end(particle, end) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: particle
      integer(c_int), intent(inout), optional :: end
      integer(c_int)   :: outcome
    end function
    function msbat_particle_get_count(particle, count) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: particle
      integer(c_int64_t), intent(inout), optional :: count
      integer(c_int)   :: outcome
    end function
    function msbat_particle_get_time(particle, row, time_s) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: particle
      integer(c_int64_t), value :: row
      real(c_double), intent(inout), optional :: time_s
      integer(c_int)   :: outcome
    end function
    function msbat_particle_get_profile(particle, row, n, r_m, x, sigma_r, sigma_t) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: particle
      integer(c_int64_t), value :: row
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: r_m
      real(c_double), dimension(*), intent(inout), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: sigma_r
      real(c_double), dimension(*), intent(inout), optional :: sigma_t
      integer(c_int)   :: outcome
    end function
    function msbat_particle_get_surface(particle, row, x, mu_j_per_mol, shift_j_per_mol) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: particle
      integer(c_int64_t), value :: row
      real(c_double), intent(inout), optional :: x
      real(c_double), intent(inout), optional :: mu_j_per_mol
      real(c_double), intent(inout), optional :: shift_j_per_mol
      integer(c_int)   :: outcome
    end function
    function msbat_particle_get_radius(particle, row, radius_m, volume_ratio) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: particle
      integer(c_int64_t), value :: row
      real(c_double), intent(inout), optional :: radius_m
      real(c_double), intent(inout), optional :: volume_ratio
      integer(c_int)   :: outcome
    end function
    function msbat_particle_get_max_tension(particle, row, pa, r_m) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: particle
      integer(c_int64_t), value :: row
      real(c_double), intent(inout), optional :: pa
      real(c_double), intent(inout), optional :: r_m
      integer(c_int)   :: outcome
    end function
    function msbat_particle_get_amount(particle, row, inside_mol, entered_mol) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: particle
      integer(c_int64_t), value :: row
      real(c_double), intent(inout), optional :: inside_mol
      real(c_double), intent(inout), optional :: entered_mol
      integer(c_int)   :: outcome
    end function
    function msbat_particle_get_dissipation(particle, row, total_w, least_w) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: particle
      integer(c_int64_t), value :: row
      real(c_double), intent(inout), optional :: total_w
      real(c_double), intent(inout), optional :: least_w
      integer(c_int)   :: outcome
    end function
    function msbat_particle_get_table(particle, table) bind(c) result(outcome)
      import :: c_int, c_ptr, msbat_particle_table
      type(c_ptr), value :: particle
      type(msbat_particle_table), intent(inout), optional :: table
      integer(c_int)   :: outcome
    end function
    function msbat_species_read(symbol, species) bind(c) result(outcome)
      import :: c_char, c_int, c_int64_t
      character(kind=c_char), dimension(*), intent(in), optional :: symbol
      integer(c_int64_t), intent(inout), optional :: species
      integer(c_int)   :: outcome
    end function
    function msbat_species_symbol(species) bind(c) result(outcome)
      import :: c_int64_t, c_ptr
      integer(c_int64_t), value :: species
      type(c_ptr)   :: outcome
    end function
    function msbat_species_get_mass(species, mass_amu) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t
      integer(c_int64_t), value :: species
      real(c_double), intent(inout), optional :: mass_amu
      integer(c_int)   :: outcome
    end function
    function msbat_crystal_create(ctx, cell_ang, n_sites, frac, species, crystal) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ctx
      real(c_double), dimension(*), intent(in), optional :: cell_ang
      integer(c_int64_t), value :: n_sites
      real(c_double), dimension(*), intent(in), optional :: frac
      integer(c_int64_t), dimension(*), intent(in), optional :: species
      type(c_ptr), intent(inout) :: crystal
      integer(c_int)   :: outcome
    end function
    subroutine msbat_crystal_destroy(crystal) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: crystal
    end subroutine
    function msbat_crystal_get_site_count(crystal, n_sites) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: crystal
      integer(c_int64_t), intent(inout), optional :: n_sites
      integer(c_int)   :: outcome
    end function
    function msbat_crystal_get_cell(crystal, cell_ang) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: crystal
      real(c_double), dimension(*), intent(inout), optional :: cell_ang
      integer(c_int)   :: outcome
    end function
    function msbat_crystal_get_volume(crystal, volume_ang3) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: crystal
      real(c_double), intent(inout), optional :: volume_ang3
      integer(c_int)   :: outcome
    end function
    function msbat_crystal_get_site(crystal, site, frac, species) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: crystal
      integer(c_int64_t), value :: site
      real(c_double), dimension(*), intent(inout), optional :: frac
      integer(c_int64_t), intent(inout), optional :: species
      integer(c_int)   :: outcome
    end function
    function msbat_crystal_get_sites(crystal, n, frac, species) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: crystal
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: frac
      integer(c_int64_t), dimension(*), intent(inout), optional :: species
      integer(c_int)   :: outcome
    end function
    function msbat_crystal_count_species(crystal, species, count) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: crystal
      integer(c_int64_t), value :: species
      integer(c_int64_t), intent(inout), optional :: count
      integer(c_int)   :: outcome
    end function
    function msbat_crystal_get_distance(crystal, site_a, site_b, distance_ang) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: crystal
      integer(c_int64_t), value :: site_a
      integer(c_int64_t), value :: site_b
      real(c_double), intent(inout), optional :: distance_ang
      integer(c_int)   :: outcome
    end function
    function msbat_crystal_create_primitive(crystal, tolerance_ang, primitive) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: crystal
      real(c_double), value :: tolerance_ang
      type(c_ptr), intent(inout) :: primitive
      integer(c_int)   :: outcome
    end function
    function msbat_symmetry_create(crystal, tolerance_ang, symmetry) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: crystal
      real(c_double), value :: tolerance_ang
      type(c_ptr), intent(inout) :: symmetry
      integer(c_int)   :: outcome
    end function
    subroutine msbat_symmetry_destroy(symmetry) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: symmetry
    end subroutine
    function msbat_symmetry_get_count(symmetry, n_operations) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: symmetry
      integer(c_int64_t), intent(inout), optional :: n_operations
      integer(c_int)   :: outcome
    end function
    function msbat_symmetry_get_operation(symmetry, operation, rotation, translation) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: symmetry
      integer(c_int64_t), value :: operation
      integer(c_int64_t), dimension(*), intent(inout), optional :: rotation
      real(c_double), dimension(*), intent(inout), optional :: translation
      integer(c_int)   :: outcome
    end function
    function msbat_symmetry_get_space_group(symmetry, number) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: symmetry
      integer(c_int64_t), intent(inout), optional :: number
      integer(c_int)   :: outcome
    end function
    function msbat_symmetry_get_equivalent(symmetry, n, equivalent) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: symmetry
      integer(c_int64_t), value :: n
      integer(c_int64_t), dimension(*), intent(inout), optional :: equivalent
      integer(c_int)   :: outcome
    end function
    function msbat_symmetry_map_site(symmetry, operation, site, offset, image, image_offset) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: symmetry
      integer(c_int64_t), value :: operation
      integer(c_int64_t), value :: site
      integer(c_int64_t), dimension(*), intent(in), optional :: offset
      integer(c_int64_t), intent(inout), optional :: image
      integer(c_int64_t), dimension(*), intent(inout), optional :: image_offset
      integer(c_int)   :: outcome
    end function
    function msbat_supercell_create(crystal, matrix, supercell) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: crystal
      integer(c_int64_t), dimension(*), intent(in), optional :: matrix
      type(c_ptr), intent(inout) :: supercell
      integer(c_int)   :: outcome
    end function
    subroutine msbat_supercell_destroy(supercell) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: supercell
    end subroutine
    function msbat_supercell_get_crystal(supercell, crystal) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: supercell
      type(c_ptr), intent(inout), optional :: crystal
      integer(c_int)   :: outcome
    end function
    function msbat_supercell_get_matrix(supercell, matrix) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: supercell
      integer(c_int64_t), dimension(*), intent(inout), optional :: matrix
      integer(c_int)   :: outcome
    end function
    function msbat_supercell_get_cell_count(supercell, n_cells) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: supercell
      integer(c_int64_t), intent(inout), optional :: n_cells
      integer(c_int)   :: outcome
    end function
    function msbat_supercell_get_site_count(supercell, n_sites) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: supercell
      integer(c_int64_t), intent(inout), optional :: n_sites
      integer(c_int)   :: outcome
    end function
    function msbat_supercell_find_site(supercell, sublattice, offset, site) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: supercell
      integer(c_int64_t), value :: sublattice
      integer(c_int64_t), dimension(*), intent(in), optional :: offset
      integer(c_int64_t), intent(inout), optional :: site
      integer(c_int)   :: outcome
    end function
    function msbat_supercell_get_site(supercell, site, sublattice, offset) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: supercell
      integer(c_int64_t), value :: site
      integer(c_int64_t), intent(inout), optional :: sublattice
      integer(c_int64_t), dimension(*), intent(inout), optional :: offset
      integer(c_int)   :: outcome
    end function
    function msbat_supercell_create_crystal(supercell, n, species, crystal) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: supercell
      integer(c_int64_t), value :: n
      integer(c_int64_t), dimension(*), intent(in), optional :: species
      type(c_ptr), intent(inout) :: crystal
      integer(c_int)   :: outcome
    end function
    function msbat_crystal_enumerate(crystal, active, n_cells, visit, user, count) bind(c) result(outcome)
      import :: c_funptr, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: crystal
      integer(c_int64_t), intent(in), optional :: active
      integer(c_int64_t), value :: n_cells
      type(c_funptr), value :: visit
      type(c_ptr), value :: user
      integer(c_int64_t), intent(inout), optional :: count
      integer(c_int)   :: outcome
    end function
    function msbat_kinetics_get_nernst(material, temperature, activity_coefficient, n, c_e, x, &
            potential) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: temperature
      real(c_double), value :: activity_coefficient
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: c_e
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: potential
      integer(c_int)   :: outcome
    end function
    function msbat_kinetics_get_current(material, temperature, activity_coefficient, n, c_e, x, potential, &
            current) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: temperature
      real(c_double), value :: activity_coefficient
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: c_e
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(in), optional :: potential
      real(c_double), dimension(*), intent(inout), optional :: current
      integer(c_int)   :: outcome
    end function
    function msbat_kinetics_get_overpotential(material, temperature, activity_coefficient, n, c_e, x, current, &
            overpotential) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: temperature
      real(c_double), value :: activity_coefficient
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: c_e
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(in), optional :: current
      real(c_double), dimension(*), intent(inout), optional :: overpotential
      integer(c_int)   :: outcome
    end function
    function msbat_kinetics_get_resistance(material, temperature, activity_coefficient, n, c_e, x, &
            resistance) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: temperature
      real(c_double), value :: activity_coefficient
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: c_e
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: resistance
      integer(c_int)   :: outcome
    end function
    function msbat_kinetics_eval_current(i0, symmetry, temperature, overpotential) bind(c) result(outcome)
      import :: c_double
      real(c_double), value :: i0
      real(c_double), value :: symmetry
      real(c_double), value :: temperature
      real(c_double), value :: overpotential
      real(c_double)   :: outcome
    end function
    function msbat_kinetics_eval_overpotential(i0, symmetry, temperature, current) bind(c) result(outcome)
      import :: c_double
      real(c_double), value :: i0
      real(c_double), value :: symmetry
      real(c_double), value :: temperature
      real(c_double), value :: current
      real(c_double)   :: outcome
    end function
    function msbat_electrolyte_create(ctx, c0, t_plus, electrolyte) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: ctx
      real(c_double), value :: c0
      real(c_double), value :: t_plus
      type(c_ptr), intent(inout) :: electrolyte
      integer(c_int)   :: outcome
    end function
    subroutine msbat_electrolyte_destroy(electrolyte) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: electrolyte
    end subroutine
    function msbat_electrolyte_set_function(electrolyte, property, function, user, c_range) bind(c) result(outcome)
      import :: c_double, c_funptr, c_int, c_ptr
      type(c_ptr), value :: electrolyte
      integer(c_int), value :: property
      type(c_funptr), value :: function
      type(c_ptr), value :: user
      real(c_double), dimension(*), intent(in), optional :: c_range
      integer(c_int)   :: outcome
    end function
    function msbat_electrolyte_set_table(electrolyte, property, temperature, n, c, value) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: electrolyte
      integer(c_int), value :: property
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: c
      real(c_double), dimension(*), intent(in), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_electrolyte_get_property(electrolyte, property, temperature, n, c, value) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: electrolyte
      integer(c_int), value :: property
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: c
      real(c_double), dimension(*), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_electrolyte_get_c0(electrolyte, c0) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: electrolyte
      real(c_double), intent(inout), optional :: c0
      integer(c_int)   :: outcome
    end function
    function msbat_electrolyte_get_t_plus(electrolyte, t_plus) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: electrolyte
      real(c_double), intent(inout), optional :: t_plus
      integer(c_int)   :: outcome
    end function
    function msbat_electrolyte_get_activity_coefficient(electrolyte, temperature, n, c, &
            coefficient) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: electrolyte
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: c
      real(c_double), dimension(*), intent(inout), optional :: coefficient
      integer(c_int)   :: outcome
    end function
    function msbat_cell_create(ctx, electrolyte, area_m2, temperature, cell) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: ctx
      type(c_ptr), value :: electrolyte
      real(c_double), value :: area_m2
      real(c_double), value :: temperature
      type(c_ptr), intent(inout) :: cell
      integer(c_int)   :: outcome
    end function
    subroutine msbat_cell_destroy(cell) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: cell
    end subroutine
    function msbat_cell_set_electrode(cell, electrode, material, geometry, pore_tensor, &
            solid_tensor) bind(c) result(outcome)
      import :: c_int, c_ptr, msbat_electrode_geometry
      type(c_ptr), value :: cell
      integer(c_int), value :: electrode
      type(c_ptr), value :: material
      type(msbat_electrode_geometry), intent(in), optional :: geometry
      type(c_ptr), value :: pore_tensor
      type(c_ptr), value :: solid_tensor
      integer(c_int)   :: outcome
    end function
    function msbat_cell_set_separator(cell, thickness_m, tensor) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: cell
      real(c_double), value :: thickness_m
      type(c_ptr), value :: tensor
      integer(c_int)   :: outcome
    end function
    function msbat_cell_set_window(cell, v_min, v_max) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: cell
      real(c_double), value :: v_min
      real(c_double), value :: v_max
      integer(c_int)   :: outcome
    end function
    function msbat_cell_set_stoichiometry(cell, x_negative, x_positive) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: cell
      real(c_double), value :: x_negative
      real(c_double), value :: x_positive
      integer(c_int)   :: outcome
    end function
    function msbat_cell_set_charge(cell, fraction) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: cell
      real(c_double), value :: fraction
      integer(c_int)   :: outcome
    end function
    function msbat_cell_set_option(cell, name, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: cell
      character(kind=c_char), dimension(*), intent(in), optional :: name
      character(kind=c_char), dimension(*), intent(in), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_option(cell, name, size, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr, c_size_t
      type(c_ptr), value :: cell
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_cell_set_points_negative(cell, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: cell
      integer(c_int64_t), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_points_negative(cell, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: cell
      integer(c_int64_t), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_cell_set_points_separator(cell, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: cell
      integer(c_int64_t), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_points_separator(cell, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: cell
      integer(c_int64_t), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_cell_set_points_positive(cell, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: cell
      integer(c_int64_t), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_points_positive(cell, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: cell
      integer(c_int64_t), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_cell_set_points_particle(cell, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: cell
      integer(c_int64_t), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_points_particle(cell, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: cell
      integer(c_int64_t), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_cell_set_grading(cell, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: cell
      real(c_double), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_grading(cell, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: cell
      real(c_double), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_cell_set_rtol(cell, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: cell
      real(c_double), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_rtol(cell, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: cell
      real(c_double), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_cell_set_atol(cell, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: cell
      real(c_double), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_atol(cell, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: cell
      real(c_double), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_cell_set_output_interval(cell, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: cell
      real(c_double), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_output_interval(cell, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: cell
      real(c_double), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_cell_set_max_steps(cell, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: cell
      integer(c_int64_t), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_max_steps(cell, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: cell
      integer(c_int64_t), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_balance(cell, x_full, x_empty, charge_c) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: cell
      real(c_double), dimension(*), intent(inout), optional :: x_full
      real(c_double), dimension(*), intent(inout), optional :: x_empty
      real(c_double), intent(inout), optional :: charge_c
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_one_c(cell, current_a) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: cell
      real(c_double), intent(inout), optional :: current_a
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_temperature(cell, temperature) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: cell
      real(c_double), intent(inout), optional :: temperature
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_area(cell, area_m2) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: cell
      real(c_double), intent(inout), optional :: area_m2
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_electrolyte(cell, electrolyte) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: cell
      type(c_ptr), intent(inout), optional :: electrolyte
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_material(cell, electrode, material) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: cell
      integer(c_int), value :: electrode
      type(c_ptr), intent(inout), optional :: material
      integer(c_int)   :: outcome
    end function
    function msbat_cell_run_discharge(cell, c_rate) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: cell
      real(c_double), value :: c_rate
      integer(c_int)   :: outcome
    end function
    function msbat_cell_run_steps(cell, n, steps) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: cell
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: steps
      integer(c_int)   :: outcome
    end function
    function msbat_cell_run(cell, protocol) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: cell
      character(kind=c_char), dimension(*), intent(in), optional :: protocol
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_row_count(cell, n_rows) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: cell
      integer(c_int64_t), intent(inout), optional :: n_rows
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_column(cell, column, n, values) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: cell
      integer(c_int), value :: column
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: values
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_profile_size(cell, profile, n) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: cell
      integer(c_int), value :: profile
      integer(c_int64_t), intent(inout), optional :: n
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_profile(cell, row, profile, n, values) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: cell
      integer(c_int64_t), value :: row
      integer(c_int), value :: profile
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: values
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_end(cell, end, text) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: cell
      integer(c_int), intent(inout), optional :: end
      type(c_ptr), intent(inout), optional :: text
      integer(c_int)   :: outcome
    end function
    function msbat_cell_get_conservation(cell, lithium, charge) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: cell
      real(c_double), intent(inout), optional :: lithium
      real(c_double), intent(inout), optional :: charge
      integer(c_int)   :: outcome
    end function
    function msbat_cell_set_sei(cell, constant_m2_per_s, thickness_m) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: cell
      real(c_double), value :: constant_m2_per_s
      real(c_double), value :: thickness_m
      integer(c_int)   :: outcome
    end function
    function msbat_timescales_create(cell, c_rate, timescales) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: cell
      real(c_double), value :: c_rate
      type(c_ptr), intent(inout) :: timescales
      integer(c_int)   :: outcome
    end function
    subroutine msbat_timescales_destroy(timescales) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: timescales
    end subroutine
    function msbat_process_name(process) bind(c) result(outcome)
      import :: c_int, c_ptr
      integer(c_int), value :: process
      type(c_ptr)   :: outcome
    end function
    function msbat_timescales_get_time(timescales, process, seconds) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: timescales
      integer(c_int), value :: process
      real(c_double), intent(inout), optional :: seconds
      integer(c_int)   :: outcome
    end function
    function msbat_timescales_get_loss(timescales, process, overpotential, unused, loss) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: timescales
      integer(c_int), value :: process
      real(c_double), intent(inout), optional :: overpotential
      real(c_double), intent(inout), optional :: unused
      real(c_double), intent(inout), optional :: loss
      integer(c_int)   :: outcome
    end function
    function msbat_timescales_get_slowest(timescales, process) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: timescales
      integer(c_int), intent(inout), optional :: process
      integer(c_int)   :: outcome
    end function
    function msbat_timescales_get_limiting(timescales, process) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: timescales
      integer(c_int), intent(inout), optional :: process
      integer(c_int)   :: outcome
    end function
    function msbat_image_create(ctx, n, labels, voxel_m, image) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_int8_t, c_ptr
      type(c_ptr), value :: ctx
      integer(c_int64_t), dimension(*), intent(in), optional :: n
      integer(c_int8_t), dimension(*), intent(in), optional :: labels
      real(c_double), dimension(*), intent(in), optional :: voxel_m
      type(c_ptr), intent(inout) :: image
      integer(c_int)   :: outcome
    end function
    function msbat_image_create_spheres(ctx, n, radius, pore_fraction, seed, voxel_m, image) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ctx
      integer(c_int64_t), value :: n
      real(c_double), value :: radius
      real(c_double), value :: pore_fraction
      integer(c_int64_t), value :: seed
      real(c_double), value :: voxel_m
      type(c_ptr), intent(inout) :: image
      integer(c_int)   :: outcome
    end function
    function msbat_image_create_crop(image, origin, size, crop) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: image
      integer(c_int64_t), dimension(*), intent(in), optional :: origin
      integer(c_int64_t), dimension(*), intent(in), optional :: size
      type(c_ptr), intent(inout) :: crop
      integer(c_int)   :: outcome
    end function
    subroutine msbat_image_destroy(image) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: image
    end subroutine
    function msbat_image_get_size(image, n) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: image
      integer(c_int64_t), dimension(*), intent(inout), optional :: n
      integer(c_int)   :: outcome
    end function
    function msbat_image_get_voxel(image, voxel_m) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: image
      real(c_double), dimension(*), intent(inout), optional :: voxel_m
      integer(c_int)   :: outcome
    end function
    function msbat_image_get_labels(image, labels) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: image
      type(c_ptr), intent(inout), optional :: labels
      integer(c_int)   :: outcome
    end function
    function msbat_image_get_label_count(image, count) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: image
      integer(c_int64_t), intent(inout), optional :: count
      integer(c_int)   :: outcome
    end function
    function msbat_image_get_label(image, index, label) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: image
      integer(c_int64_t), value :: index
      integer(c_int64_t), intent(inout), optional :: label
      integer(c_int)   :: outcome
    end function
    function msbat_image_get_fraction(image, label, fraction) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: image
      integer(c_int64_t), value :: label
      real(c_double), intent(inout), optional :: fraction
      integer(c_int)   :: outcome
    end function
    function msbat_packing_create(ctx, n, voxel_m, packing) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ctx
      integer(c_int64_t), dimension(*), intent(in), optional :: n
      real(c_double), value :: voxel_m
      type(c_ptr), intent(inout) :: packing
      integer(c_int)   :: outcome
    end function
    subroutine msbat_packing_destroy(packing) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: packing
    end subroutine
    function msbat_packing_set_radius(packing, radius_m) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: packing
      real(c_double), value :: radius_m
      integer(c_int)   :: outcome
    end function
    function msbat_packing_get_radius(packing, radius_m) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: packing
      real(c_double), intent(inout), optional :: radius_m
      integer(c_int)   :: outcome
    end function
    function msbat_packing_set_spread(packing, spread) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: packing
      real(c_double), value :: spread
      integer(c_int)   :: outcome
    end function
    function msbat_packing_get_spread(packing, spread) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: packing
      real(c_double), intent(inout), optional :: spread
      integer(c_int)   :: outcome
    end function
    function msbat_packing_set_active_fraction(packing, fraction) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: packing
      real(c_double), value :: fraction
      integer(c_int)   :: outcome
    end function
    function msbat_packing_get_active_fraction(packing, fraction) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: packing
      real(c_double), intent(inout), optional :: fraction
      integer(c_int)   :: outcome
    end function
    function msbat_packing_set_binder_fraction(packing, fraction) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: packing
      real(c_double), value :: fraction
      integer(c_int)   :: outcome
    end function
    function msbat_packing_get_binder_fraction(packing, fraction) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: packing
      real(c_double), intent(inout), optional :: fraction
      integer(c_int)   :: outcome
    end function
    function msbat_packing_set_overlap(packing, overlap) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: packing
      real(c_double), value :: overlap
      integer(c_int)   :: outcome
    end function
    function msbat_packing_get_overlap(packing, overlap) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: packing
      real(c_double), intent(inout), optional :: overlap
      integer(c_int)   :: outcome
    end function
    function msbat_packing_set_seed(packing, seed) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: packing
      integer(c_int64_t), value :: seed
      integer(c_int)   :: outcome
    end function
    function msbat_packing_get_seed(packing, seed) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: packing
      integer(c_int64_t), intent(inout), optional :: seed
      integer(c_int)   :: outcome
    end function
    function msbat_packing_set_option(packing, name, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: packing
      character(kind=c_char), dimension(*), intent(in), optional :: name
      character(kind=c_char), dimension(*), intent(in), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_packing_get_option(packing, name, size, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr, c_size_t
      type(c_ptr), value :: packing
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_packing_run(packing, image) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: packing
      type(c_ptr), intent(inout) :: image
      integer(c_int)   :: outcome
    end function
    function msbat_packing_get_particle_count(packing, count) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: packing
      integer(c_int64_t), intent(inout), optional :: count
      integer(c_int)   :: outcome
    end function
    function msbat_packing_get_particle(packing, index, centre_m, radius_m) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: packing
      integer(c_int64_t), value :: index
      real(c_double), dimension(*), intent(inout), optional :: centre_m
      real(c_double), intent(inout), optional :: radius_m
      integer(c_int)   :: outcome
    end function
    function msbat_homog_create(image, homog) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: image
      type(c_ptr), intent(inout) :: homog
      integer(c_int)   :: outcome
    end function
    subroutine msbat_homog_destroy(homog) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: homog
    end subroutine
    function msbat_homog_get_image(homog, image) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: homog
      type(c_ptr), intent(inout), optional :: image
      integer(c_int)   :: outcome
    end function
    function msbat_homog_set_conductivity(homog, label, sigma) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: homog
      integer(c_int64_t), value :: label
      real(c_double), value :: sigma
      integer(c_int)   :: outcome
    end function
    function msbat_homog_get_conductivity(homog, label, sigma) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: homog
      integer(c_int64_t), value :: label
      real(c_double), intent(inout), optional :: sigma
      integer(c_int)   :: outcome
    end function
    function msbat_homog_set_tolerance(homog, tolerance) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: homog
      real(c_double), value :: tolerance
      integer(c_int)   :: outcome
    end function
    function msbat_homog_get_tolerance(homog, tolerance) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: homog
      real(c_double), intent(inout), optional :: tolerance
      integer(c_int)   :: outcome
    end function
    function msbat_homog_set_max_iterations(homog, max_iterations) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: homog
      integer(c_int64_t), value :: max_iterations
      integer(c_int)   :: outcome
    end function
    function msbat_homog_get_max_iterations(homog, max_iterations) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: homog
      integer(c_int64_t), intent(inout), optional :: max_iterations
      integer(c_int)   :: outcome
    end function
    function msbat_homog_set_isotropic(homog, isotropic) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: homog
      integer(c_int64_t), value :: isotropic
      integer(c_int)   :: outcome
    end function
    function msbat_homog_get_isotropic(homog, isotropic) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: homog
      integer(c_int64_t), intent(inout), optional :: isotropic
      integer(c_int)   :: outcome
    end function
    function msbat_homog_set_option(homog, name, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: homog
      character(kind=c_char), dimension(*), intent(in), optional :: name
      character(kind=c_char), dimension(*), intent(in), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_homog_get_option(homog, name, size, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr, c_size_t
      type(c_ptr), value :: homog
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_homog_solve(homog, condition) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: homog
      integer(c_int), value :: condition
      integer(c_int)   :: outcome
    end function
    function msbat_homog_solve_mixed(homog, axis) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: homog
      integer(c_int64_t), value :: axis
      integer(c_int)   :: outcome
    end function
    function msbat_homog_get_tensor(homog, condition, sigma) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: homog
      integer(c_int), value :: condition
      real(c_double), dimension(*), intent(inout), optional :: sigma
      integer(c_int)   :: outcome
    end function
    function msbat_homog_get_relative(homog, condition, relative) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: homog
      integer(c_int), value :: condition
      real(c_double), dimension(*), intent(inout), optional :: relative
      integer(c_int)   :: outcome
    end function
    function msbat_homog_get_component(homog, condition, axis, sigma) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: homog
      integer(c_int), value :: condition
      integer(c_int64_t), value :: axis
      real(c_double), intent(inout), optional :: sigma
      integer(c_int)   :: outcome
    end function
    function msbat_homog_get_reference(homog, sigma) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: homog
      real(c_double), intent(inout), optional :: sigma
      integer(c_int)   :: outcome
    end function
    function msbat_homog_get_error(homog, condition, axis, relative_error, iterations) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: homog
      integer(c_int), value :: condition
      integer(c_int64_t), value :: axis
      real(c_double), intent(inout), optional :: relative_error
      integer(c_int64_t), intent(inout), optional :: iterations
      integer(c_int)   :: outcome
    end function
    function msbat_homog_get_residuals(homog, condition, flux, symmetry) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: homog
      integer(c_int), value :: condition
      real(c_double), intent(inout), optional :: flux
      real(c_double), intent(inout), optional :: symmetry
      integer(c_int)   :: outcome
    end function
    function msbat_homog_get_conducting(homog, fraction) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: homog
      real(c_double), intent(inout), optional :: fraction
      integer(c_int)   :: outcome
    end function
    function msbat_homog_get_connected(homog, condition, axis, fraction) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: homog
      integer(c_int), value :: condition
      integer(c_int64_t), value :: axis
      real(c_double), intent(inout), optional :: fraction
      integer(c_int)   :: outcome
    end function
    function msbat_homog_get_tortuosity(homog, condition, axis, tau) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: homog
      integer(c_int), value :: condition
      integer(c_int64_t), value :: axis
      real(c_double), intent(inout), optional :: tau
      integer(c_int)   :: outcome
    end function
    function msbat_homog_get_potential(homog, condition, axis, n, potential) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: homog
      integer(c_int), value :: condition
      integer(c_int64_t), value :: axis
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: potential
      integer(c_int)   :: outcome
    end function
    function msbat_homog_get_wiener(homog, lower, upper) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: homog
      real(c_double), intent(inout), optional :: lower
      real(c_double), intent(inout), optional :: upper
      integer(c_int)   :: outcome
    end function
    function msbat_homog_get_hashin_shtrikman(homog, lower, upper) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: homog
      real(c_double), intent(inout), optional :: lower
      real(c_double), intent(inout), optional :: upper
      integer(c_int)   :: outcome
    end function
    function msbat_homog_check_hashin_shtrikman(homog, condition, inside) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: homog
      integer(c_int), value :: condition
      integer(c_int64_t), intent(inout), optional :: inside
      integer(c_int)   :: outcome
    end function
    function msbat_homog_check_order(homog, margin) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: homog
      real(c_double), dimension(*), intent(inout), optional :: margin
      integer(c_int)   :: outcome
    end function
    function msbat_homog_get_correlation_length(homog, length_m) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: homog
      real(c_double), intent(inout), optional :: length_m
      integer(c_int)   :: outcome
    end function
    function msbat_rev_create(homog, rev) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: homog
      type(c_ptr), intent(inout) :: rev
      integer(c_int)   :: outcome
    end function
    subroutine msbat_rev_destroy(rev) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: rev
    end subroutine
    function msbat_rev_set_sizes(rev, n, voxels) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: rev
      integer(c_int64_t), value :: n
      integer(c_int64_t), dimension(*), intent(in), optional :: voxels
      integer(c_int)   :: outcome
    end function
    function msbat_rev_set_correlation_lengths(rev, correlation_lengths) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: rev
      real(c_double), value :: correlation_lengths
      integer(c_int)   :: outcome
    end function
    function msbat_rev_get_correlation_lengths(rev, correlation_lengths) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: rev
      real(c_double), intent(inout), optional :: correlation_lengths
      integer(c_int)   :: outcome
    end function
    function msbat_rev_set_scatter(rev, scatter) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: rev
      real(c_double), value :: scatter
      integer(c_int)   :: outcome
    end function
    function msbat_rev_get_scatter(rev, scatter) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: rev
      real(c_double), intent(inout), optional :: scatter
      integer(c_int)   :: outcome
    end function
    function msbat_rev_set_condition_spread(rev, condition_spread) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: rev
      real(c_double), value :: condition_spread
      integer(c_int)   :: outcome
    end function
    function msbat_rev_get_condition_spread(rev, condition_spread) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: rev
      real(c_double), intent(inout), optional :: condition_spread
      integer(c_int)   :: outcome
    end function
    function msbat_rev_set_max_samples(rev, max_samples) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: rev
      integer(c_int64_t), value :: max_samples
      integer(c_int)   :: outcome
    end function
    function msbat_rev_get_max_samples(rev, max_samples) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: rev
      integer(c_int64_t), intent(inout), optional :: max_samples
      integer(c_int)   :: outcome
    end function
    function msbat_rev_set_tolerance(rev, tolerance) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: rev
      real(c_double), value :: tolerance
      integer(c_int)   :: outcome
    end function
    function msbat_rev_get_tolerance(rev, tolerance) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: rev
      real(c_double), intent(inout), optional :: tolerance
      integer(c_int)   :: outcome
    end function
    function msbat_rev_set_option(rev, name, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: rev
      character(kind=c_char), dimension(*), intent(in), optional :: name
      character(kind=c_char), dimension(*), intent(in), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_rev_get_option(rev, name, size, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr, c_size_t
      type(c_ptr), value :: rev
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_rev_run(rev) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: rev
      integer(c_int)   :: outcome
    end function
    function msbat_rev_get_row_count(rev, count) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: rev
      integer(c_int64_t), intent(inout), optional :: count
      integer(c_int)   :: outcome
    end function
    function msbat_rev_get_row(rev, row, edge, samples, conducting) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: rev
      integer(c_int64_t), value :: row
      integer(c_int64_t), intent(inout), optional :: edge
      integer(c_int64_t), intent(inout), optional :: samples
      real(c_double), intent(inout), optional :: conducting
      integer(c_int)   :: outcome
    end function
    function msbat_rev_get_statistics(rev, row, condition, mean, deviation) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: rev
      integer(c_int64_t), value :: row
      integer(c_int), value :: condition
      real(c_double), intent(inout), optional :: mean
      real(c_double), intent(inout), optional :: deviation
      integer(c_int)   :: outcome
    end function
    function msbat_rev_get_measures(rev, row, correlation_lengths, scatter, condition_spread, &
            failed) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: rev
      integer(c_int64_t), value :: row
      real(c_double), intent(inout), optional :: correlation_lengths
      real(c_double), intent(inout), optional :: scatter
      real(c_double), intent(inout), optional :: condition_spread
      integer(c_int64_t), intent(inout), optional :: failed
      integer(c_int)   :: outcome
    end function
    function msbat_rev_get_verdict(rev, edge, failed, text) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: rev
      integer(c_int64_t), intent(inout), optional :: edge
      integer(c_int64_t), intent(inout), optional :: failed
      type(c_ptr), intent(inout), optional :: text
      integer(c_int)   :: outcome
    end function
    function msbat_rev_get_correlation_length(rev, length_m) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: rev
      real(c_double), intent(inout), optional :: length_m
      integer(c_int)   :: outcome
    end function
    function msbat_frames_create(ctx, frames) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: ctx
      type(c_ptr), intent(inout) :: frames
      integer(c_int)   :: outcome
    end function
    subroutine msbat_frames_destroy(frames) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: frames
    end subroutine
    function msbat_frames_read_extxyz(ctx, path, frames) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: ctx
      character(kind=c_char), dimension(*), intent(in), optional :: path
      type(c_ptr), intent(inout) :: frames
      integer(c_int)   :: outcome
    end function
    function msbat_frames_parse_extxyz(ctx, size, text, frames) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr, c_size_t
      type(c_ptr), value :: ctx
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(in), optional :: text
      type(c_ptr), intent(inout) :: frames
      integer(c_int)   :: outcome
    end function
    function msbat_frames_read_poscar(ctx, path, frames) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: ctx
      character(kind=c_char), dimension(*), intent(in), optional :: path
      type(c_ptr), intent(inout) :: frames
      integer(c_int)   :: outcome
    end function
    function msbat_frames_parse_poscar(ctx, size, text, frames) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr, c_size_t
      type(c_ptr), value :: ctx
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(in), optional :: text
      type(c_ptr), intent(inout) :: frames
      integer(c_int)   :: outcome
    end function
    function msbat_frames_get_count(frames, n_frames) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: frames
      integer(c_int64_t), intent(inout), optional :: n_frames
      integer(c_int)   :: outcome
    end function
    function msbat_frames_get_atom_count(frames, frame, n_atoms) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      integer(c_int64_t), intent(inout), optional :: n_atoms
      integer(c_int)   :: outcome
    end function
    function msbat_frames_get_crystal(frames, frame, crystal) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      type(c_ptr), intent(inout), optional :: crystal
      integer(c_int)   :: outcome
    end function
    function msbat_frames_get_atoms(frames, frame, n, species, positions_ang) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      integer(c_int64_t), value :: n
      integer(c_int64_t), dimension(*), intent(inout), optional :: species
      real(c_double), dimension(*), intent(inout), optional :: positions_ang
      integer(c_int)   :: outcome
    end function
    function msbat_frames_get_periodic(frames, frame, periodic) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      integer(c_int64_t), dimension(*), intent(inout), optional :: periodic
      integer(c_int)   :: outcome
    end function
    function msbat_frames_get_energy(frames, frame, energy_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      real(c_double), intent(inout), optional :: energy_ev
      integer(c_int)   :: outcome
    end function
    function msbat_frames_get_forces(frames, frame, n, forces_ev_ang) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: forces_ev_ang
      integer(c_int)   :: outcome
    end function
    function msbat_frames_get_info_count(frames, frame, n_keys) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      integer(c_int64_t), intent(inout), optional :: n_keys
      integer(c_int)   :: outcome
    end function
    function msbat_frames_get_info_key(frames, frame, k, size, key) bind(c) result(outcome)
      import :: c_char, c_int, c_int64_t, c_ptr, c_size_t
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      integer(c_int64_t), value :: k
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: key
      integer(c_int)   :: outcome
    end function
    function msbat_frames_get_info_text(frames, frame, key, size, text) bind(c) result(outcome)
      import :: c_char, c_int, c_int64_t, c_ptr, c_size_t
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      character(kind=c_char), dimension(*), intent(in), optional :: key
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: text
      integer(c_int)   :: outcome
    end function
    function msbat_frames_get_info_number(frames, frame, key, value) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      character(kind=c_char), dimension(*), intent(in), optional :: key
      real(c_double), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_frames_get_info_bool(frames, frame, key, value) bind(c) result(outcome)
      import :: c_char, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      character(kind=c_char), dimension(*), intent(in), optional :: key
      integer(c_int), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_frames_get_info_size(frames, frame, key, n) bind(c) result(outcome)
      import :: c_char, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      character(kind=c_char), dimension(*), intent(in), optional :: key
      integer(c_int64_t), intent(inout), optional :: n
      integer(c_int)   :: outcome
    end function
    function msbat_frames_get_info_numbers(frames, frame, key, n, values) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      character(kind=c_char), dimension(*), intent(in), optional :: key
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: values
      integer(c_int)   :: outcome
    end function
    function msbat_frames_get_column_width(frames, frame, name, width) bind(c) result(outcome)
      import :: c_char, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_int64_t), intent(inout), optional :: width
      integer(c_int)   :: outcome
    end function
    function msbat_frames_get_column(frames, frame, name, n, values) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: values
      integer(c_int)   :: outcome
    end function
    function msbat_frames_get_column_text(frames, frame, name, entry, size, text) bind(c) result(outcome)
      import :: c_char, c_int, c_int64_t, c_ptr, c_size_t
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_int64_t), value :: entry
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: text
      integer(c_int)   :: outcome
    end function
    function msbat_frames_add(frames, crystal) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: frames
      type(c_ptr), value :: crystal
      integer(c_int)   :: outcome
    end function
    function msbat_frames_set_energy(frames, frame, energy_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      real(c_double), value :: energy_ev
      integer(c_int)   :: outcome
    end function
    function msbat_frames_set_forces(frames, frame, n, forces_ev_ang) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: forces_ev_ang
      integer(c_int)   :: outcome
    end function
    function msbat_frames_set_info_text(frames, frame, key, text) bind(c) result(outcome)
      import :: c_char, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      character(kind=c_char), dimension(*), intent(in), optional :: key
      character(kind=c_char), dimension(*), intent(in), optional :: text
      integer(c_int)   :: outcome
    end function
    function msbat_frames_set_info_number(frames, frame, key, value) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      character(kind=c_char), dimension(*), intent(in), optional :: key
      real(c_double), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_frames_set_column(frames, frame, name, width, n, values) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_int64_t), value :: width
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: values
      integer(c_int)   :: outcome
    end function
    function msbat_frames_write_extxyz(frames, path) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: frames
      character(kind=c_char), dimension(*), intent(in), optional :: path
      integer(c_int)   :: outcome
    end function
    function msbat_frames_write_poscar(frames, frame, path) bind(c) result(outcome)
      import :: c_char, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: frames
      integer(c_int64_t), value :: frame
      character(kind=c_char), dimension(*), intent(in), optional :: path
      integer(c_int)   :: outcome
    end function
    function msbat_table_create(ctx, table) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: ctx
      type(c_ptr), intent(inout) :: table
      integer(c_int)   :: outcome
    end function
    subroutine msbat_table_destroy(table) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: table
    end subroutine
    function msbat_table_read_csv(ctx, path, table) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: ctx
      character(kind=c_char), dimension(*), intent(in), optional :: path
      type(c_ptr), intent(inout) :: table
      integer(c_int)   :: outcome
    end function
    function msbat_table_parse_csv(ctx, size, text, table) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr, c_size_t
      type(c_ptr), value :: ctx
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(in), optional :: text
      type(c_ptr), intent(inout) :: table
      integer(c_int)   :: outcome
    end function
    function msbat_table_get_row_count(table, n_rows) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: table
      integer(c_int64_t), intent(inout), optional :: n_rows
      integer(c_int)   :: outcome
    end function
    function msbat_table_get_column_count(table, n_columns) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: table
      integer(c_int64_t), intent(inout), optional :: n_columns
      integer(c_int)   :: outcome
    end function
    function msbat_table_get_name(table, column, size, name) bind(c) result(outcome)
      import :: c_char, c_int, c_int64_t, c_ptr, c_size_t
      type(c_ptr), value :: table
      integer(c_int64_t), value :: column
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: name
      integer(c_int)   :: outcome
    end function
    function msbat_table_get_unit(table, column, size, unit) bind(c) result(outcome)
      import :: c_char, c_int, c_int64_t, c_ptr, c_size_t
      type(c_ptr), value :: table
      integer(c_int64_t), value :: column
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: unit
      integer(c_int)   :: outcome
    end function
    function msbat_table_find_column(table, name, column) bind(c) result(outcome)
      import :: c_char, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: table
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_int64_t), intent(inout), optional :: column
      integer(c_int)   :: outcome
    end function
    function msbat_table_get_column(table, name, unit, n, values) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: table
      character(kind=c_char), dimension(*), intent(in), optional :: name
      character(kind=c_char), dimension(*), intent(in), optional :: unit
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: values
      integer(c_int)   :: outcome
    end function
    function msbat_table_get_values(table, column, n, values) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: table
      integer(c_int64_t), value :: column
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: values
      integer(c_int)   :: outcome
    end function
    function msbat_table_get_text(table, column, row, size, text) bind(c) result(outcome)
      import :: c_char, c_int, c_int64_t, c_ptr, c_size_t
      type(c_ptr), value :: table
      integer(c_int64_t), value :: column
      integer(c_int64_t), value :: row
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: text
      integer(c_int)   :: outcome
    end function
    function msbat_table_add_column(table, name, unit, n, values) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: table
      character(kind=c_char), dimension(*), intent(in), optional :: name
      character(kind=c_char), dimension(*), intent(in), optional :: unit
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: values
      integer(c_int)   :: outcome
    end function
    function msbat_table_add_text_column(table, name, n, texts) bind(c) result(outcome)
      import :: c_char, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: table
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_int64_t), value :: n
      type(c_ptr), dimension(*), intent(in) :: texts
      integer(c_int)   :: outcome
    end function
    function msbat_table_set_comment(table, comment) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: table
      character(kind=c_char), dimension(*), intent(in), optional :: comment
      integer(c_int)   :: outcome
    end function
    function msbat_table_write_csv(table, path) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: table
      character(kind=c_char), dimension(*), intent(in), optional :: path
      integer(c_int)   :: outcome
    end function
    function msbat_voxels_create(ctx, n, labels, voxels) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_int8_t, c_ptr
      type(c_ptr), value :: ctx
      integer(c_int64_t), dimension(*), intent(in), optional :: n
      integer(c_int8_t), dimension(*), intent(in), optional :: labels
      type(c_ptr), intent(inout) :: voxels
      integer(c_int)   :: outcome
    end function
    function msbat_voxels_create16(ctx, n, labels, voxels) bind(c) result(outcome)
      import :: c_int, c_int16_t, c_int64_t, c_ptr
      type(c_ptr), value :: ctx
      integer(c_int64_t), dimension(*), intent(in), optional :: n
      integer(c_int16_t), dimension(*), intent(in), optional :: labels
      type(c_ptr), intent(inout) :: voxels
      integer(c_int)   :: outcome
    end function
    subroutine msbat_voxels_destroy(voxels) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: voxels
    end subroutine
    function msbat_voxels_read_tiff(ctx, path, voxels) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: ctx
      character(kind=c_char), dimension(*), intent(in), optional :: path
      type(c_ptr), intent(inout) :: voxels
      integer(c_int)   :: outcome
    end function
    function msbat_voxels_read_npy(ctx, path, voxels) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: ctx
      character(kind=c_char), dimension(*), intent(in), optional :: path
      type(c_ptr), intent(inout) :: voxels
      integer(c_int)   :: outcome
    end function
    function msbat_voxels_get_size(voxels, n) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: voxels
      integer(c_int64_t), dimension(*), intent(inout), optional :: n
      integer(c_int)   :: outcome
    end function
    function msbat_voxels_get_bits(voxels, bits) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: voxels
      integer(c_int64_t), intent(inout), optional :: bits
      integer(c_int)   :: outcome
    end function
    function msbat_voxels_get_labels(voxels, labels) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: voxels
      type(c_ptr), intent(inout), optional :: labels
      integer(c_int)   :: outcome
    end function
    function msbat_voxels_get_labels16(voxels, labels) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: voxels
      type(c_ptr), intent(inout), optional :: labels
      integer(c_int)   :: outcome
    end function
    function msbat_voxels_count(voxels, label, count) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: voxels
      integer(c_int64_t), value :: label
      integer(c_int64_t), intent(inout), optional :: count
      integer(c_int)   :: outcome
    end function
    function msbat_voxels_write_tiff(voxels, path) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: voxels
      character(kind=c_char), dimension(*), intent(in), optional :: path
      integer(c_int)   :: outcome
    end function
    function msbat_voxels_write_npy(voxels, path) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: voxels
      character(kind=c_char), dimension(*), intent(in), optional :: path
      integer(c_int)   :: outcome
    end function
    function msbat_array_create(ctx, n_dims, shape, values, array) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ctx
      integer(c_int64_t), value :: n_dims
      integer(c_int64_t), dimension(*), intent(in), optional :: shape
      real(c_double), dimension(*), intent(in), optional :: values
      type(c_ptr), intent(inout) :: array
      integer(c_int)   :: outcome
    end function
    subroutine msbat_array_destroy(array) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: array
    end subroutine
    function msbat_array_read_npy(ctx, path, array) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: ctx
      character(kind=c_char), dimension(*), intent(in), optional :: path
      type(c_ptr), intent(inout) :: array
      integer(c_int)   :: outcome
    end function
    function msbat_array_get_dims(array, n_dims) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: array
      integer(c_int64_t), intent(inout), optional :: n_dims
      integer(c_int)   :: outcome
    end function
    function msbat_array_get_shape(array, n_dims, shape) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: array
      integer(c_int64_t), value :: n_dims
      integer(c_int64_t), dimension(*), intent(inout), optional :: shape
      integer(c_int)   :: outcome
    end function
    function msbat_array_get_values(array, n, values) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: array
      integer(c_int64_t), intent(inout), optional :: n
      type(c_ptr), intent(inout), optional :: values
      integer(c_int)   :: outcome
    end function
    function msbat_array_write_npy(array, path) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: array
      character(kind=c_char), dimension(*), intent(in), optional :: path
      integer(c_int)   :: outcome
    end function
    function msbat_json_read(ctx, path, json) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: ctx
      character(kind=c_char), dimension(*), intent(in), optional :: path
      type(c_ptr), intent(inout) :: json
      integer(c_int)   :: outcome
    end function
    function msbat_json_parse(ctx, size, text, json) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr, c_size_t
      type(c_ptr), value :: ctx
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(in), optional :: text
      type(c_ptr), intent(inout) :: json
      integer(c_int)   :: outcome
    end function
    subroutine msbat_json_destroy(json) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: json
    end subroutine
    function msbat_json_get_type(json, path, type) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: json
      character(kind=c_char), dimension(*), intent(in), optional :: path
      integer(c_int), intent(inout), optional :: type
      integer(c_int)   :: outcome
    end function
    function msbat_json_get_number(json, path, value) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_ptr
      type(c_ptr), value :: json
      character(kind=c_char), dimension(*), intent(in), optional :: path
      real(c_double), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_json_get_int(json, path, value) bind(c) result(outcome)
      import :: c_char, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: json
      character(kind=c_char), dimension(*), intent(in), optional :: path
      integer(c_int64_t), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_json_get_bool(json, path, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: json
      character(kind=c_char), dimension(*), intent(in), optional :: path
      integer(c_int), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_json_get_text(json, path, size, text) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr, c_size_t
      type(c_ptr), value :: json
      character(kind=c_char), dimension(*), intent(in), optional :: path
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: text
      integer(c_int)   :: outcome
    end function
    function msbat_json_get_count(json, path, n) bind(c) result(outcome)
      import :: c_char, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: json
      character(kind=c_char), dimension(*), intent(in), optional :: path
      integer(c_int64_t), intent(inout), optional :: n
      integer(c_int)   :: outcome
    end function
    function msbat_json_get_key(json, path, k, size, key) bind(c) result(outcome)
      import :: c_char, c_int, c_int64_t, c_ptr, c_size_t
      type(c_ptr), value :: json
      character(kind=c_char), dimension(*), intent(in), optional :: path
      integer(c_int64_t), value :: k
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: key
      integer(c_int)   :: outcome
    end function
    function msbat_json_get_numbers(json, path, n, values) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: json
      character(kind=c_char), dimension(*), intent(in), optional :: path
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: values
      integer(c_int)   :: outcome
    end function
    function msbat_ce_write_json(ctx, ce, tolerance_ang, path) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_ptr
      type(c_ptr), value :: ctx
      type(c_ptr), value :: ce
      real(c_double), value :: tolerance_ang
      character(kind=c_char), dimension(*), intent(in), optional :: path
      integer(c_int)   :: outcome
    end function
    function msbat_ce_read_json(ctx, path, ce) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: ctx
      character(kind=c_char), dimension(*), intent(in), optional :: path
      type(c_ptr), intent(inout) :: ce
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_create(ce, supercell, kmc) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: ce
      type(c_ptr), value :: supercell
      type(c_ptr), intent(inout) :: kmc
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_create_lattice(supercell, n, active, kmc) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: supercell
      integer(c_int64_t), value :: n
      integer(c_int64_t), dimension(*), intent(in), optional :: active
      type(c_ptr), intent(inout) :: kmc
      integer(c_int)   :: outcome
    end function
    subroutine msbat_kmc_destroy(kmc) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: kmc
    end subroutine
    function msbat_kmc_get_supercell(kmc, supercell) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: kmc
      type(c_ptr), intent(inout), optional :: supercell
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_add_cluster(kmc, n_points, points, eci_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int64_t), value :: n_points
      integer(c_int64_t), dimension(*), intent(in), optional :: points
      real(c_double), value :: eci_ev
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_add_hops(kmc, max_distance_ang, n_classes) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      real(c_double), value :: max_distance_ang
      integer(c_int64_t), intent(inout), optional :: n_classes
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_add_hop(kmc, from, to, offset, hop_class) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int64_t), value :: from
      integer(c_int64_t), value :: to
      integer(c_int64_t), dimension(*), intent(in), optional :: offset
      integer(c_int64_t), intent(inout), optional :: hop_class
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_hop_class_count(kmc, n_classes) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int64_t), intent(inout), optional :: n_classes
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_hop_class(kmc, hop_class, length_ang, n_paths, n_common) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int64_t), value :: hop_class
      real(c_double), intent(inout), optional :: length_ang
      integer(c_int64_t), intent(inout), optional :: n_paths
      integer(c_int64_t), intent(inout), optional :: n_common
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_set_barrier(kmc, hop_class, n, e_kra_ev, nu_thz) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int64_t), value :: hop_class
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: e_kra_ev
      real(c_double), dimension(*), intent(in), optional :: nu_thz
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_barrier(kmc, hop_class, n, e_kra_ev, nu_thz) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int64_t), value :: hop_class
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: e_kra_ev
      real(c_double), dimension(*), intent(inout), optional :: nu_thz
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_set_barrier_model(kmc, model, user) bind(c) result(outcome)
      import :: c_funptr, c_int, c_ptr
      type(c_ptr), value :: kmc
      type(c_funptr), value :: model
      type(c_ptr), value :: user
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_check_balance(kmc, model, user, n_configurations, tolerance_kt, &
            residuals_kt) bind(c) result(outcome)
      import :: c_double, c_funptr, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      type(c_funptr), value :: model
      type(c_ptr), value :: user
      integer(c_int64_t), value :: n_configurations
      real(c_double), value :: tolerance_kt
      real(c_double), dimension(*), intent(inout), optional :: residuals_kt
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_set_temperature(kmc, temperature) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: kmc
      real(c_double), value :: temperature
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_temperature(kmc, temperature) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: kmc
      real(c_double), intent(inout), optional :: temperature
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_set_seed(kmc, seed) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int64_t), value :: seed
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_seed(kmc, seed) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int64_t), intent(inout), optional :: seed
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_set_window_ps(kmc, window_ps) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: kmc
      real(c_double), value :: window_ps
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_window_ps(kmc, window_ps) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: kmc
      real(c_double), intent(inout), optional :: window_ps
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_set_option(kmc, name, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: kmc
      character(kind=c_char), dimension(*), intent(in), optional :: name
      character(kind=c_char), dimension(*), intent(in), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_option(kmc, name, size, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr, c_size_t
      type(c_ptr), value :: kmc
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_site_count(kmc, n_sites) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int64_t), intent(inout), optional :: n_sites
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_site(kmc, site, sublattice, offset) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int64_t), value :: site
      integer(c_int64_t), intent(inout), optional :: sublattice
      integer(c_int64_t), dimension(*), intent(inout), optional :: offset
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_set_occupation(kmc, n, occupation) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_int8_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int64_t), value :: n
      integer(c_int8_t), dimension(*), intent(in), optional :: occupation
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_set_random_occupation(kmc, n_ions) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int64_t), value :: n_ions
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_occupation(kmc, n, occupation) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_int8_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int64_t), value :: n
      integer(c_int8_t), dimension(*), intent(inout), optional :: occupation
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_ion_count(kmc, n_ions) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int64_t), intent(inout), optional :: n_ions
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_ion_sites(kmc, n, sites) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int64_t), value :: n
      integer(c_int64_t), dimension(*), intent(inout), optional :: sites
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_displacements(kmc, n, displacement_ang) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: displacement_ang
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_energy(kmc, energy_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: kmc
      real(c_double), intent(inout), optional :: energy_ev
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_total_rate(kmc, rate_thz) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: kmc
      real(c_double), intent(inout), optional :: rate_thz
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_rates(kmc, capacity, from_to, rates_thz, n) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int64_t), value :: capacity
      integer(c_int64_t), dimension(*), intent(inout), optional :: from_to
      real(c_double), dimension(*), intent(inout), optional :: rates_thz
      integer(c_int64_t), intent(inout), optional :: n
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_event_count(kmc, n_events) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int64_t), intent(inout), optional :: n_events
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_time(kmc, time_ps) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: kmc
      real(c_double), intent(inout), optional :: time_ps
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_run(kmc, n_events) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int64_t), value :: n_events
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_run_time(kmc, duration_ps) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: kmc
      real(c_double), value :: duration_ps
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_run_to_precision(kmc, relative_error, max_events) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      real(c_double), value :: relative_error
      integer(c_int64_t), value :: max_events
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_reset_statistics(kmc) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_write_checkpoint(kmc, path) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: kmc
      character(kind=c_char), dimension(*), intent(in), optional :: path
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_read_checkpoint(kmc, path) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: kmc
      character(kind=c_char), dimension(*), intent(in), optional :: path
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_set_checkpoint(kmc, path, interval_events) bind(c) result(outcome)
      import :: c_char, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      character(kind=c_char), dimension(*), intent(in), optional :: path
      integer(c_int64_t), value :: interval_events
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_level_count(kmc, n_levels) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int64_t), intent(inout), optional :: n_levels
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_window(kmc, quantity, level, d_ang2_per_ps, error, window_ps, &
            n_windows) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int), value :: quantity
      integer(c_int64_t), value :: level
      real(c_double), dimension(*), intent(inout), optional :: d_ang2_per_ps
      real(c_double), dimension(*), intent(inout), optional :: error
      real(c_double), intent(inout), optional :: window_ps
      integer(c_int64_t), intent(inout), optional :: n_windows
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_diffusivity(kmc, quantity, d_ang2_per_ps, error, window_ps) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int), value :: quantity
      real(c_double), dimension(*), intent(inout), optional :: d_ang2_per_ps
      real(c_double), dimension(*), intent(inout), optional :: error
      real(c_double), intent(inout), optional :: window_ps
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_diffusivity_scalar(kmc, quantity, scalar, d_ang2_per_ps, error) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int), value :: quantity
      integer(c_int), value :: scalar
      real(c_double), intent(inout), optional :: d_ang2_per_ps
      real(c_double), intent(inout), optional :: error
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_haven_ratio(kmc, scalar, haven, error) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int), value :: scalar
      real(c_double), intent(inout), optional :: haven
      real(c_double), intent(inout), optional :: error
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_correlation_factor(kmc, quantity, scalar, factor, error) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: kmc
      integer(c_int), value :: quantity
      integer(c_int), value :: scalar
      real(c_double), intent(inout), optional :: factor
      real(c_double), intent(inout), optional :: error
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_get_conductivity(kmc, charge, sigma_s_per_m, error) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: kmc
      real(c_double), value :: charge
      real(c_double), dimension(*), intent(inout), optional :: sigma_s_per_m
      real(c_double), dimension(*), intent(inout), optional :: error
      integer(c_int)   :: outcome
    end function
    function msbat_kmc_solve_exact(kmc, window_ps, d_jump, d_tracer) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: kmc
      real(c_double), value :: window_ps
      real(c_double), dimension(*), intent(inout), optional :: d_jump
      real(c_double), dimension(*), intent(inout), optional :: d_tracer
      integer(c_int)   :: outcome
    end function
    function msbat_phase_from_isotherms(n_mc, mc, host, ion, mu_ref_ev, policy, phase) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      integer(c_int64_t), value :: n_mc
      type(c_ptr), dimension(*), intent(in) :: mc
      character(kind=c_char), dimension(*), intent(in), optional :: host
      character(kind=c_char), dimension(*), intent(in), optional :: ion
      real(c_double), value :: mu_ref_ev
      integer(c_int), value :: policy
      type(c_ptr), intent(inout) :: phase
      integer(c_int)   :: outcome
    end function
    function msbat_transport_from_kmc(n_kmc, kmc, phase, kind, scalar, transport) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      integer(c_int64_t), value :: n_kmc
      type(c_ptr), dimension(*), intent(in) :: kmc
      type(c_ptr), value :: phase
      integer(c_int), value :: kind
      integer(c_int), value :: scalar
      type(c_ptr), intent(inout) :: transport
      integer(c_int)   :: outcome
    end function
    function msbat_transport_from_network(network, phase, temperature, carrier, scalar, n_x, x, &
            transport) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: network
      type(c_ptr), value :: phase
      real(c_double), value :: temperature
      integer(c_int), value :: carrier
      integer(c_int), value :: scalar
      integer(c_int64_t), value :: n_x
      real(c_double), dimension(*), intent(in), optional :: x
      type(c_ptr), intent(inout) :: transport
      integer(c_int)   :: outcome
    end function
    function msbat_tensor_from_homog(homog, condition, tensor) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: homog
      integer(c_int), value :: condition
      type(c_ptr), intent(inout) :: tensor
      integer(c_int)   :: outcome
    end function
    function msbat_audit_create(ctx, audit) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: ctx
      type(c_ptr), intent(inout) :: audit
      integer(c_int)   :: outcome
    end function
    subroutine msbat_audit_destroy(audit) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: audit
    end subroutine
    function msbat_audit_add_phase(audit, name, phase, temperature) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_ptr
      type(c_ptr), value :: audit
      character(kind=c_char), dimension(*), intent(in), optional :: name
      type(c_ptr), value :: phase
      real(c_double), value :: temperature
      integer(c_int)   :: outcome
    end function
    function msbat_audit_add_defects(audit, name, defects) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: audit
      character(kind=c_char), dimension(*), intent(in), optional :: name
      type(c_ptr), value :: defects
      integer(c_int)   :: outcome
    end function
    function msbat_audit_add_ce(audit, name, ce) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: audit
      character(kind=c_char), dimension(*), intent(in), optional :: name
      type(c_ptr), value :: ce
      integer(c_int)   :: outcome
    end function
    function msbat_audit_add_kmc(audit, name, kmc) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: audit
      character(kind=c_char), dimension(*), intent(in), optional :: name
      type(c_ptr), value :: kmc
      integer(c_int)   :: outcome
    end function
    function msbat_audit_add_network(audit, name, network, temperature) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_ptr
      type(c_ptr), value :: audit
      character(kind=c_char), dimension(*), intent(in), optional :: name
      type(c_ptr), value :: network
      real(c_double), value :: temperature
      integer(c_int)   :: outcome
    end function
    function msbat_audit_add_homog(audit, name, homog) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: audit
      character(kind=c_char), dimension(*), intent(in), optional :: name
      type(c_ptr), value :: homog
      integer(c_int)   :: outcome
    end function
    function msbat_audit_add_material(audit, name, material, temperature) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_ptr
      type(c_ptr), value :: audit
      character(kind=c_char), dimension(*), intent(in), optional :: name
      type(c_ptr), value :: material
      real(c_double), value :: temperature
      integer(c_int)   :: outcome
    end function
    function msbat_audit_add_cell(audit, name, cell) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: audit
      character(kind=c_char), dimension(*), intent(in), optional :: name
      type(c_ptr), value :: cell
      integer(c_int)   :: outcome
    end function
    function msbat_audit_add_particle(audit, name, particle) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: audit
      character(kind=c_char), dimension(*), intent(in), optional :: name
      type(c_ptr), value :: particle
      integer(c_int)   :: outcome
    end function
    function msbat_audit_run(audit) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: audit
      integer(c_int)   :: outcome
    end function
    function msbat_audit_get_count(audit, n_entries, n_failed) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: audit
      integer(c_int64_t), intent(inout), optional :: n_entries
      integer(c_int64_t), intent(inout), optional :: n_failed
      integer(c_int)   :: outcome
    end function
    function msbat_audit_get_entry(audit, entry, law, object, verdict) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: audit
      integer(c_int64_t), value :: entry
      type(c_ptr), intent(inout), optional :: law
      type(c_ptr), intent(inout), optional :: object
      integer(c_int), intent(inout), optional :: verdict
      integer(c_int)   :: outcome
    end function
    function msbat_audit_get_residual(audit, entry, residual, threshold) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: audit
      integer(c_int64_t), value :: entry
      real(c_double), intent(inout), optional :: residual
      real(c_double), intent(inout), optional :: threshold
      integer(c_int)   :: outcome
    end function
    function msbat_audit_get_text(audit, entry, text) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: audit
      integer(c_int64_t), value :: entry
      type(c_ptr), intent(inout), optional :: text
      integer(c_int)   :: outcome
    end function
    function msbat_transport_create_table(ctx, host, ion, kind, temperature, n, rows, &
            transport) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ctx
      character(kind=c_char), dimension(*), intent(in), optional :: host
      character(kind=c_char), dimension(*), intent(in), optional :: ion
      integer(c_int), value :: kind
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: rows
      type(c_ptr), intent(inout) :: transport
      integer(c_int)   :: outcome
    end function
    function msbat_transport_create_samples(ctx, host, ion, kind, n, samples, transport) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ctx
      character(kind=c_char), dimension(*), intent(in), optional :: host
      character(kind=c_char), dimension(*), intent(in), optional :: ion
      integer(c_int), value :: kind
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: samples
      type(c_ptr), intent(inout) :: transport
      integer(c_int)   :: outcome
    end function
    subroutine msbat_transport_destroy(transport) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: transport
    end subroutine
    function msbat_transport_set_activation(transport, activation_ev, t_min, t_max) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: transport
      real(c_double), value :: activation_ev
      real(c_double), value :: t_min
      real(c_double), value :: t_max
      integer(c_int)   :: outcome
    end function
    function msbat_transport_set_source(transport, kind, source) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: transport
      integer(c_int), value :: kind
      character(kind=c_char), dimension(*), intent(in), optional :: source
      integer(c_int)   :: outcome
    end function
    function msbat_transport_get_source(transport, kind, source) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: transport
      integer(c_int), intent(inout), optional :: kind
      type(c_ptr), intent(inout), optional :: source
      integer(c_int)   :: outcome
    end function
    function msbat_transport_get_kind(transport, kind) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: transport
      integer(c_int), intent(inout), optional :: kind
      integer(c_int)   :: outcome
    end function
    function msbat_transport_get_names(transport, host, ion) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: transport
      type(c_ptr), intent(inout), optional :: host
      type(c_ptr), intent(inout), optional :: ion
      integer(c_int)   :: outcome
    end function
    function msbat_transport_get_range(transport, x_range, temperature_range) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: transport
      real(c_double), dimension(*), intent(inout), optional :: x_range
      real(c_double), dimension(*), intent(inout), optional :: temperature_range
      integer(c_int)   :: outcome
    end function
    function msbat_transport_get_diffusivity(transport, temperature, n, x, d_m2_per_s) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: transport
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: d_m2_per_s
      integer(c_int)   :: outcome
    end function
    function msbat_transport_get_error(transport, temperature, n, x, error_m2_per_s) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: transport
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: error_m2_per_s
      integer(c_int)   :: outcome
    end function
    function msbat_transport_get_haven(transport, temperature, n, x, haven) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: transport
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: haven
      integer(c_int)   :: outcome
    end function
    function msbat_tensor_create(ctx, relative, fraction, tensor) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: ctx
      real(c_double), dimension(*), intent(in), optional :: relative
      real(c_double), value :: fraction
      type(c_ptr), intent(inout) :: tensor
      integer(c_int)   :: outcome
    end function
    function msbat_tensor_create_bruggeman(ctx, fraction, exponent, tensor) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: ctx
      real(c_double), value :: fraction
      real(c_double), value :: exponent
      type(c_ptr), intent(inout) :: tensor
      integer(c_int)   :: outcome
    end function
    subroutine msbat_tensor_destroy(tensor) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: tensor
    end subroutine
    function msbat_tensor_set_source(tensor, kind, source) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: tensor
      integer(c_int), value :: kind
      character(kind=c_char), dimension(*), intent(in), optional :: source
      integer(c_int)   :: outcome
    end function
    function msbat_tensor_get_source(tensor, kind, source) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: tensor
      integer(c_int), intent(inout), optional :: kind
      type(c_ptr), intent(inout), optional :: source
      integer(c_int)   :: outcome
    end function
    function msbat_tensor_get(tensor, relative, fraction) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: tensor
      real(c_double), dimension(*), intent(inout), optional :: relative
      real(c_double), intent(inout), optional :: fraction
      integer(c_int)   :: outcome
    end function
    function msbat_tensor_get_component(tensor, direction, relative) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: tensor
      real(c_double), dimension(*), intent(in), optional :: direction
      real(c_double), intent(inout), optional :: relative
      integer(c_int)   :: outcome
    end function
    function msbat_material_create(phase, material) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: phase
      type(c_ptr), intent(inout) :: material
      integer(c_int)   :: outcome
    end function
    subroutine msbat_material_destroy(material) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: material
    end subroutine
    function msbat_material_get_phase(material, phase) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: material
      type(c_ptr), intent(inout), optional :: phase
      integer(c_int)   :: outcome
    end function
    function msbat_material_set_transport(material, transport) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: material
      type(c_ptr), value :: transport
      integer(c_int)   :: outcome
    end function
    function msbat_material_get_transport(material, transport) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: material
      type(c_ptr), intent(inout), optional :: transport
      integer(c_int)   :: outcome
    end function
    function msbat_material_get_range(material, x_range, temperature_range) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: material
      real(c_double), dimension(*), intent(inout), optional :: x_range
      real(c_double), dimension(*), intent(inout), optional :: temperature_range
      integer(c_int)   :: outcome
    end function
    function msbat_material_get_chemical_diffusivity(material, temperature, n, x, &
            d_m2_per_s) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: d_m2_per_s
      integer(c_int)   :: outcome
    end function
    function msbat_material_get_jump_diffusivity(material, temperature, n, x, d_m2_per_s) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: d_m2_per_s
      integer(c_int)   :: outcome
    end function
    function msbat_material_get_enthalpy(material, temperature, n, x, h_m2_per_s) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: h_m2_per_s
      integer(c_int)   :: outcome
    end function
    function msbat_material_set_gamma_floor(material, gamma_floor) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: gamma_floor
      integer(c_int)   :: outcome
    end function
    function msbat_material_get_gamma_floor(material, gamma_floor) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: material
      real(c_double), intent(inout), optional :: gamma_floor
      integer(c_int)   :: outcome
    end function
    function msbat_material_set_option(material, name, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: material
      character(kind=c_char), dimension(*), intent(in), optional :: name
      character(kind=c_char), dimension(*), intent(in), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_material_get_option(material, name, size, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr, c_size_t
      type(c_ptr), value :: material
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_material_set_kinetics(material, k0_mol_per_m2_s, temperature, activation_ev, symmetry, &
            ts) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: k0_mol_per_m2_s
      real(c_double), value :: temperature
      real(c_double), value :: activation_ev
      real(c_double), value :: symmetry
      integer(c_int), value :: ts
      integer(c_int)   :: outcome
    end function
    function msbat_material_set_kinetics_rate(material, sites_mol_per_m2, nu_ct_thz, barrier_ct_ev, symmetry, &
            ts) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: sites_mol_per_m2
      real(c_double), value :: nu_ct_thz
      real(c_double), value :: barrier_ct_ev
      real(c_double), value :: symmetry
      integer(c_int), value :: ts
      integer(c_int)   :: outcome
    end function
    function msbat_material_set_kinetics_declared(material, i0, user, c_e_range, symmetry) bind(c) result(outcome)
      import :: c_double, c_funptr, c_int, c_ptr
      type(c_ptr), value :: material
      type(c_funptr), value :: i0
      type(c_ptr), value :: user
      real(c_double), dimension(*), intent(in), optional :: c_e_range
      real(c_double), value :: symmetry
      integer(c_int)   :: outcome
    end function
    function msbat_material_set_kinetics_source(material, kind, source) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: material
      integer(c_int), value :: kind
      character(kind=c_char), dimension(*), intent(in), optional :: source
      integer(c_int)   :: outcome
    end function
    function msbat_material_get_kinetics_source(material, kind, source) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: material
      integer(c_int), intent(inout), optional :: kind
      type(c_ptr), intent(inout), optional :: source
      integer(c_int)   :: outcome
    end function
    function msbat_material_get_kinetics(material, ts, symmetry) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: material
      integer(c_int), intent(inout), optional :: ts
      real(c_double), intent(inout), optional :: symmetry
      integer(c_int)   :: outcome
    end function
    function msbat_material_get_rate_constant(material, temperature, k0) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: temperature
      real(c_double), intent(inout), optional :: k0
      integer(c_int)   :: outcome
    end function
    function msbat_material_get_exchange_current(material, temperature, activity_coefficient, n, c_e, x, &
            i0) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: temperature
      real(c_double), value :: activity_coefficient
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: c_e
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: i0
      integer(c_int)   :: outcome
    end function
    function msbat_material_get_transition_state(material, temperature, n, c_e, x, gamma_ts) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: c_e
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: gamma_ts
      integer(c_int)   :: outcome
    end function
    function msbat_material_set_mechanics(material, young_pa, poisson) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: young_pa
      real(c_double), value :: poisson
      integer(c_int)   :: outcome
    end function
    function msbat_material_set_mechanics_source(material, kind, source) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: material
      integer(c_int), value :: kind
      character(kind=c_char), dimension(*), intent(in), optional :: source
      integer(c_int)   :: outcome
    end function
    function msbat_material_get_mechanics_source(material, kind, source) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: material
      integer(c_int), intent(inout), optional :: kind
      type(c_ptr), intent(inout), optional :: source
      integer(c_int)   :: outcome
    end function
    function msbat_material_get_mechanics(material, young_pa, poisson) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: material
      real(c_double), intent(inout), optional :: young_pa
      real(c_double), intent(inout), optional :: poisson
      integer(c_int)   :: outcome
    end function
    function msbat_material_get_max_concentration(material, mol_per_m3) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: material
      real(c_double), intent(inout), optional :: mol_per_m3
      integer(c_int)   :: outcome
    end function
    function msbat_material_get_partial_molar_volume(material, m3_per_mol) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: material
      real(c_double), intent(inout), optional :: m3_per_mol
      integer(c_int)   :: outcome
    end function
    function msbat_material_get_voltage(material, temperature, n, x, voltage, slope) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: voltage
      real(c_double), dimension(*), intent(inout), optional :: slope
      integer(c_int)   :: outcome
    end function
    function msbat_material_get_mu(material, temperature, n, x, mu_j_per_mol) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: mu_j_per_mol
      integer(c_int)   :: outcome
    end function
    function msbat_material_find_x(material, temperature, n, mu_j_per_mol, x) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: mu_j_per_mol
      real(c_double), dimension(*), intent(inout), optional :: x
      integer(c_int)   :: outcome
    end function
    function msbat_material_view_create(material, temperature, view) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: material
      real(c_double), value :: temperature
      type(c_ptr), intent(inout) :: view
      integer(c_int)   :: outcome
    end function
    subroutine msbat_material_view_destroy(view) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: view
    end subroutine
    function msbat_material_view_get_range(view, x_range) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: view
      real(c_double), dimension(*), intent(inout), optional :: x_range
      integer(c_int)   :: outcome
    end function
    function msbat_material_view_get_temperature(view, temperature) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: view
      real(c_double), intent(inout), optional :: temperature
      integer(c_int)   :: outcome
    end function
    function msbat_material_view_get_least_diffusivity(view, d_m2_per_s, x) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: view
      real(c_double), intent(inout), optional :: d_m2_per_s
      real(c_double), intent(inout), optional :: x
      integer(c_int)   :: outcome
    end function
    function msbat_material_view_eval_voltage(view, x) bind(c) result(outcome)
      import :: c_double, c_ptr
      type(c_ptr), value :: view
      real(c_double), value :: x
      real(c_double)   :: outcome
    end function
    function msbat_material_view_eval_voltage_slope(view, x) bind(c) result(outcome)
      import :: c_double, c_ptr
      type(c_ptr), value :: view
      real(c_double), value :: x
      real(c_double)   :: outcome
    end function
    function msbat_material_view_eval_mu(view, x) bind(c) result(outcome)
      import :: c_double, c_ptr
      type(c_ptr), value :: view
      real(c_double), value :: x
      real(c_double)   :: outcome
    end function
    function msbat_material_view_eval_chemical_diffusivity(view, x) bind(c) result(outcome)
      import :: c_double, c_ptr
      type(c_ptr), value :: view
      real(c_double), value :: x
      real(c_double)   :: outcome
    end function
    function msbat_material_view_eval_jump_diffusivity(view, x) bind(c) result(outcome)
      import :: c_double, c_ptr
      type(c_ptr), value :: view
      real(c_double), value :: x
      real(c_double)   :: outcome
    end function
    function msbat_material_view_eval_enthalpy(view, x) bind(c) result(outcome)
      import :: c_double, c_ptr
      type(c_ptr), value :: view
      real(c_double), value :: x
      real(c_double)   :: outcome
    end function
    function msbat_material_view_eval_exchange_current(view, activity_coefficient, c_e, x) bind(c) result(outcome)
      import :: c_double, c_ptr
      type(c_ptr), value :: view
      real(c_double), value :: activity_coefficient
      real(c_double), value :: c_e
      real(c_double), value :: x
      real(c_double)   :: outcome
    end function
    function msbat_phase_create_regular(ctx, host, ion, e_filled_ev, e_empty_ev, omega_ev, mu_ref_ev, &
            phase) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_ptr
      type(c_ptr), value :: ctx
      character(kind=c_char), dimension(*), intent(in), optional :: host
      character(kind=c_char), dimension(*), intent(in), optional :: ion
      real(c_double), value :: e_filled_ev
      real(c_double), value :: e_empty_ev
      real(c_double), value :: omega_ev
      real(c_double), value :: mu_ref_ev
      type(c_ptr), intent(inout) :: phase
      integer(c_int)   :: outcome
    end function
    function msbat_phase_create_redlich_kister(ctx, host, ion, mu0_ev, mu_ref_ev, n, terms, &
            phase) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ctx
      character(kind=c_char), dimension(*), intent(in), optional :: host
      character(kind=c_char), dimension(*), intent(in), optional :: ion
      real(c_double), value :: mu0_ev
      real(c_double), value :: mu_ref_ev
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: terms
      type(c_ptr), intent(inout) :: phase
      integer(c_int)   :: outcome
    end function
    function msbat_phase_create_ocv_table(ctx, host, ion, temperature, n, x_voltage, policy, &
            phase) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ctx
      character(kind=c_char), dimension(*), intent(in), optional :: host
      character(kind=c_char), dimension(*), intent(in), optional :: ion
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x_voltage
      integer(c_int), value :: policy
      type(c_ptr), intent(inout) :: phase
      integer(c_int)   :: outcome
    end function
    function msbat_phase_create_ocv_function(ctx, host, ion, range, ocv, user, policy, &
            phase) bind(c) result(outcome)
      import :: c_char, c_double, c_funptr, c_int, c_ptr
      type(c_ptr), value :: ctx
      character(kind=c_char), dimension(*), intent(in), optional :: host
      character(kind=c_char), dimension(*), intent(in), optional :: ion
      real(c_double), dimension(*), intent(in), optional :: range
      type(c_funptr), value :: ocv
      type(c_ptr), value :: user
      integer(c_int), value :: policy
      type(c_ptr), intent(inout) :: phase
      integer(c_int)   :: outcome
    end function
    function msbat_phase_create_samples(ctx, host, ion, mu_ref_ev, n, samples, policy, &
            phase) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ctx
      character(kind=c_char), dimension(*), intent(in), optional :: host
      character(kind=c_char), dimension(*), intent(in), optional :: ion
      real(c_double), value :: mu_ref_ev
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: samples
      integer(c_int), value :: policy
      type(c_ptr), intent(inout) :: phase
      integer(c_int)   :: outcome
    end function
    function msbat_phase_create_convexified(phase, convexified) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: phase
      type(c_ptr), intent(inout) :: convexified
      integer(c_int)   :: outcome
    end function
    function msbat_phase_prepare(phase, temperature) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: phase
      real(c_double), value :: temperature
      integer(c_int)   :: outcome
    end function
    subroutine msbat_phase_destroy(phase) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: phase
    end subroutine
    function msbat_phase_set_site_density(phase, mol_per_m3) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: phase
      real(c_double), value :: mol_per_m3
      integer(c_int)   :: outcome
    end function
    function msbat_phase_get_site_density(phase, mol_per_m3) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: phase
      real(c_double), intent(inout), optional :: mol_per_m3
      integer(c_int)   :: outcome
    end function
    function msbat_phase_set_partial_molar_volume(phase, m3_per_mol) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: phase
      real(c_double), value :: m3_per_mol
      integer(c_int)   :: outcome
    end function
    function msbat_phase_get_partial_molar_volume(phase, m3_per_mol) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: phase
      real(c_double), intent(inout), optional :: m3_per_mol
      integer(c_int)   :: outcome
    end function
    function msbat_phase_get_reference(phase, mu_ref_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: phase
      real(c_double), intent(inout), optional :: mu_ref_ev
      integer(c_int)   :: outcome
    end function
    function msbat_phase_set_activity_reference(phase, x_ref) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: phase
      real(c_double), value :: x_ref
      integer(c_int)   :: outcome
    end function
    function msbat_phase_get_activity_reference(phase, x_ref) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: phase
      real(c_double), intent(inout), optional :: x_ref
      integer(c_int)   :: outcome
    end function
    function msbat_phase_get_names(phase, host, ion) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: phase
      type(c_ptr), intent(inout), optional :: host
      type(c_ptr), intent(inout), optional :: ion
      integer(c_int)   :: outcome
    end function
    function msbat_phase_get_range(phase, x_range, temperature_range) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: phase
      real(c_double), dimension(*), intent(inout), optional :: x_range
      real(c_double), dimension(*), intent(inout), optional :: temperature_range
      integer(c_int)   :: outcome
    end function
    function msbat_phase_get_policy(phase, policy) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: phase
      integer(c_int), intent(inout), optional :: policy
      integer(c_int)   :: outcome
    end function
    function msbat_phase_get_convex(phase, convex) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: phase
      integer(c_int), intent(inout), optional :: convex
      integer(c_int)   :: outcome
    end function
    function msbat_phase_get_unstable_count(phase, temperature, count) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: phase
      real(c_double), value :: temperature
      integer(c_int64_t), intent(inout), optional :: count
      integer(c_int)   :: outcome
    end function
    function msbat_phase_get_unstable(phase, temperature, index, interval) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: phase
      real(c_double), value :: temperature
      integer(c_int64_t), value :: index
      real(c_double), dimension(*), intent(inout), optional :: interval
      integer(c_int)   :: outcome
    end function
    function msbat_phase_get_gap_count(phase, temperature, count) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: phase
      real(c_double), value :: temperature
      integer(c_int64_t), intent(inout), optional :: count
      integer(c_int)   :: outcome
    end function
    function msbat_phase_get_gap(phase, temperature, index, interval, mu_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: phase
      real(c_double), value :: temperature
      integer(c_int64_t), value :: index
      real(c_double), dimension(*), intent(inout), optional :: interval
      real(c_double), intent(inout), optional :: mu_ev
      integer(c_int)   :: outcome
    end function
    function msbat_phase_get_free_energy(phase, temperature, n, x, g_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: phase
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: g_ev
      integer(c_int)   :: outcome
    end function
    function msbat_phase_get_mu(phase, temperature, n, x, mu_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: phase
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: mu_ev
      integer(c_int)   :: outcome
    end function
    function msbat_phase_get_mu_derivatives(phase, temperature, n, x, dmu_ev, d2mu_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: phase
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: dmu_ev
      real(c_double), dimension(*), intent(inout), optional :: d2mu_ev
      integer(c_int)   :: outcome
    end function
    function msbat_phase_get_voltage(phase, temperature, n, x, voltage) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: phase
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: voltage
      integer(c_int)   :: outcome
    end function
    function msbat_phase_get_activity(phase, temperature, n, x, activity) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: phase
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: activity
      integer(c_int)   :: outcome
    end function
    function msbat_phase_get_thermodynamic_factor(phase, temperature, n, x, gamma) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: phase
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: gamma
      integer(c_int)   :: outcome
    end function
    function msbat_phase_get_reduced_curvature(phase, temperature, n, x, curvature) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: phase
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: curvature
      integer(c_int)   :: outcome
    end function
    function msbat_phase_get_entropy(phase, temperature, n, x, entropy_ev_per_k) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: phase
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: entropy_ev_per_k
      integer(c_int)   :: outcome
    end function
    function msbat_phase_find_x(phase, temperature, n, mu_ev, x) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: phase
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: mu_ev
      real(c_double), dimension(*), intent(inout), optional :: x
      integer(c_int)   :: outcome
    end function
    function msbat_defects_create(ctx, n_elements, e_bulk_ev, e_v_ev, gap_ev, defects) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ctx
      integer(c_int64_t), value :: n_elements
      real(c_double), value :: e_bulk_ev
      real(c_double), value :: e_v_ev
      real(c_double), value :: gap_ev
      type(c_ptr), intent(inout) :: defects
      integer(c_int)   :: outcome
    end function
    subroutine msbat_defects_destroy(defects) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: defects
    end subroutine
    function msbat_defects_set_chemical_potentials(defects, n, mu_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: defects
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: mu_ev
      integer(c_int)   :: outcome
    end function
    function msbat_defects_set_image_coefficient(defects, coefficient_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: defects
      real(c_double), value :: coefficient_ev
      integer(c_int)   :: outcome
    end function
    function msbat_defects_set_makov_payne(defects, cell_ang, dielectric) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: defects
      real(c_double), dimension(*), intent(in), optional :: cell_ang
      real(c_double), value :: dielectric
      integer(c_int)   :: outcome
    end function
    function msbat_defects_add(defects, name, charge, e_def_ev, n, added) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: defects
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_int64_t), value :: charge
      real(c_double), value :: e_def_ev
      integer(c_int64_t), value :: n
      integer(c_int64_t), dimension(*), intent(in), optional :: added
      integer(c_int)   :: outcome
    end function
    function msbat_defects_set_alignment(defects, name, charge, kind, value) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: defects
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_int64_t), value :: charge
      integer(c_int), value :: kind
      real(c_double), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_defects_get_count(defects, count) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: defects
      integer(c_int64_t), intent(inout), optional :: count
      integer(c_int)   :: outcome
    end function
    function msbat_defects_get(defects, index, name, charge) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: defects
      integer(c_int64_t), value :: index
      type(c_ptr), intent(inout), optional :: name
      integer(c_int64_t), intent(inout), optional :: charge
      integer(c_int)   :: outcome
    end function
    function msbat_defects_get_formation_energy(defects, name, charge, fermi_ev, e_f_ev) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: defects
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_int64_t), value :: charge
      real(c_double), value :: fermi_ev
      real(c_double), intent(inout), optional :: e_f_ev
      integer(c_int)   :: outcome
    end function
    function msbat_defects_get_terms(defects, name, charge, fermi_ev, terms_ev) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: defects
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_int64_t), value :: charge
      real(c_double), value :: fermi_ev
      real(c_double), dimension(*), intent(inout), optional :: terms_ev
      integer(c_int)   :: outcome
    end function
    function msbat_defects_get_transition_level(defects, name, charge1, charge2, level_ev) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: defects
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_int64_t), value :: charge1
      integer(c_int64_t), value :: charge2
      real(c_double), intent(inout), optional :: level_ev
      integer(c_int)   :: outcome
    end function
    function msbat_defects_find_stable_charge(defects, name, fermi_ev, charge, e_f_ev) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: defects
      character(kind=c_char), dimension(*), intent(in), optional :: name
      real(c_double), value :: fermi_ev
      integer(c_int64_t), intent(inout), optional :: charge
      real(c_double), intent(inout), optional :: e_f_ev
      integer(c_int)   :: outcome
    end function
    function msbat_defects_get_stable_levels(defects, name, n, levels_ev, charges, count) bind(c) result(outcome)
      import :: c_char, c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: defects
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: levels_ev
      integer(c_int64_t), dimension(*), intent(inout), optional :: charges
      integer(c_int64_t), intent(inout), optional :: count
      integer(c_int)   :: outcome
    end function
    function msbat_madelung_background(ctx, cell_ang, alpha) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: ctx
      real(c_double), dimension(*), intent(in), optional :: cell_ang
      real(c_double), intent(inout), optional :: alpha
      integer(c_int)   :: outcome
    end function
    function msbat_madelung_potentials(ctx, cell_ang, n, frac, charge, potential) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ctx
      real(c_double), dimension(*), intent(in), optional :: cell_ang
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: frac
      real(c_double), dimension(*), intent(in), optional :: charge
      real(c_double), dimension(*), intent(inout), optional :: potential
      integer(c_int)   :: outcome
    end function
    function msbat_hull_create(ctx, n, x, energy_ev, hull) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ctx
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(in), optional :: energy_ev
      type(c_ptr), intent(inout) :: hull
      integer(c_int)   :: outcome
    end function
    subroutine msbat_hull_destroy(hull) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: hull
    end subroutine
    function msbat_hull_get_vertex_count(hull, count) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: hull
      integer(c_int64_t), intent(inout), optional :: count
      integer(c_int)   :: outcome
    end function
    function msbat_hull_get_vertices(hull, n, entries) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: hull
      integer(c_int64_t), value :: n
      integer(c_int64_t), dimension(*), intent(inout), optional :: entries
      integer(c_int)   :: outcome
    end function
    function msbat_hull_get_energy(hull, n, x, energy_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: hull
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x
      real(c_double), dimension(*), intent(inout), optional :: energy_ev
      integer(c_int)   :: outcome
    end function
    function msbat_hull_get_above(hull, n, above_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: hull
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: above_ev
      integer(c_int)   :: outcome
    end function
    function msbat_hull_get_formation_energy(hull, n, formation_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: hull
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: formation_ev
      integer(c_int)   :: outcome
    end function
    function msbat_hull_get_plateau_count(hull, count) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: hull
      integer(c_int64_t), intent(inout), optional :: count
      integer(c_int)   :: outcome
    end function
    function msbat_hull_get_plateau(hull, mu_ref_ev, index, interval, voltage) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: hull
      real(c_double), value :: mu_ref_ev
      integer(c_int64_t), value :: index
      real(c_double), dimension(*), intent(inout), optional :: interval
      real(c_double), intent(inout), optional :: voltage
      integer(c_int)   :: outcome
    end function
    function msbat_hull_get_mean_voltage(hull, mu_ref_ev, x_low, x_high, voltage) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: hull
      real(c_double), value :: mu_ref_ev
      real(c_double), value :: x_low
      real(c_double), value :: x_high
      real(c_double), intent(inout), optional :: voltage
      integer(c_int)   :: outcome
    end function
    function msbat_neb_create(ctx, n_atoms, dimension, n_images, first_ang, last_ang, neb) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ctx
      integer(c_int64_t), value :: n_atoms
      integer(c_int64_t), value :: dimension
      integer(c_int64_t), value :: n_images
      real(c_double), dimension(*), intent(in), optional :: first_ang
      real(c_double), dimension(*), intent(in), optional :: last_ang
      type(c_ptr), intent(inout) :: neb
      integer(c_int)   :: outcome
    end function
    subroutine msbat_neb_destroy(neb) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: neb
    end subroutine
    function msbat_neb_set_moving(neb, n_atoms, moving) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: neb
      integer(c_int64_t), value :: n_atoms
      integer(c_int64_t), dimension(*), intent(in), optional :: moving
      integer(c_int)   :: outcome
    end function
    function msbat_neb_set_image(neb, image, n, x_ang) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: neb
      integer(c_int64_t), value :: image
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x_ang
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_image(neb, image, n, x_ang) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: neb
      integer(c_int64_t), value :: image
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: x_ang
      integer(c_int)   :: outcome
    end function
    function msbat_neb_set_spring(neb, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: neb
      real(c_double), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_spring(neb, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: neb
      real(c_double), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_neb_set_spring_ratio(neb, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: neb
      real(c_double), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_spring_ratio(neb, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: neb
      real(c_double), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_neb_set_force_tolerance(neb, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: neb
      real(c_double), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_force_tolerance(neb, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: neb
      real(c_double), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_neb_set_climbing(neb, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: neb
      integer(c_int64_t), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_climbing(neb, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: neb
      integer(c_int64_t), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_neb_set_saddle_only(neb, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: neb
      integer(c_int64_t), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_saddle_only(neb, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: neb
      integer(c_int64_t), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_neb_set_max_iterations(neb, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: neb
      integer(c_int64_t), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_max_iterations(neb, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: neb
      integer(c_int64_t), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_neb_set_max_step(neb, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: neb
      real(c_double), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_max_step(neb, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: neb
      real(c_double), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_neb_set_end_force_limit(neb, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: neb
      real(c_double), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_end_force_limit(neb, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: neb
      real(c_double), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_neb_set_option(neb, name, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: neb
      character(kind=c_char), dimension(*), intent(in), optional :: name
      character(kind=c_char), dimension(*), intent(in), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_option(neb, name, size, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr, c_size_t
      type(c_ptr), value :: neb
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_neb_run(neb, energy, user) bind(c) result(outcome)
      import :: c_funptr, c_int, c_ptr
      type(c_ptr), value :: neb
      type(c_funptr), value :: energy
      type(c_ptr), value :: user
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_energies(neb, n, energy_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: neb
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: energy_ev
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_lengths(neb, n, length_ang) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: neb
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: length_ang
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_barriers(neb, forward_ev, backward_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: neb
      real(c_double), intent(inout), optional :: forward_ev
      real(c_double), intent(inout), optional :: backward_ev
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_saddle(neb, image, energy_ev, n, x_ang) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: neb
      integer(c_int64_t), intent(inout), optional :: image
      real(c_double), intent(inout), optional :: energy_ev
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: x_ang
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_curvature(neb, curvature) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: neb
      real(c_double), intent(inout), optional :: curvature
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_residuals(neb, saddle, band) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: neb
      real(c_double), intent(inout), optional :: saddle
      real(c_double), intent(inout), optional :: band
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_end_residuals(neb, first, last) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: neb
      real(c_double), intent(inout), optional :: first
      real(c_double), intent(inout), optional :: last
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_force_calls(neb, images, ends, certificate) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: neb
      integer(c_int64_t), intent(inout), optional :: images
      integer(c_int64_t), intent(inout), optional :: ends
      integer(c_int64_t), intent(inout), optional :: certificate
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_iterations(neb, iterations) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: neb
      integer(c_int64_t), intent(inout), optional :: iterations
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_converged(neb, converged) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: neb
      integer(c_int64_t), intent(inout), optional :: converged
      integer(c_int)   :: outcome
    end function
    function msbat_neb_get_callback_code(neb, code) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: neb
      integer(c_int), intent(inout), optional :: code
      integer(c_int)   :: outcome
    end function
    function msbat_hessian_create(ctx, n_atoms, dimension, mass_amu, hessian) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ctx
      integer(c_int64_t), value :: n_atoms
      integer(c_int64_t), value :: dimension
      real(c_double), dimension(*), intent(in), optional :: mass_amu
      type(c_ptr), intent(inout) :: hessian
      integer(c_int)   :: outcome
    end function
    subroutine msbat_hessian_destroy(hessian) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: hessian
    end subroutine
    function msbat_hessian_set_moving(hessian, n_atoms, moving) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: hessian
      integer(c_int64_t), value :: n_atoms
      integer(c_int64_t), dimension(*), intent(in), optional :: moving
      integer(c_int)   :: outcome
    end function
    function msbat_hessian_set_step(hessian, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: hessian
      real(c_double), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_hessian_get_step(hessian, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: hessian
      real(c_double), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_hessian_set_richardson(hessian, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: hessian
      integer(c_int64_t), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_hessian_get_richardson(hessian, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: hessian
      integer(c_int64_t), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_hessian_set_zero_modes(hessian, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: hessian
      integer(c_int64_t), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_hessian_get_zero_modes(hessian, value) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: hessian
      integer(c_int64_t), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_hessian_set_option(hessian, name, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: hessian
      character(kind=c_char), dimension(*), intent(in), optional :: name
      character(kind=c_char), dimension(*), intent(in), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_hessian_get_option(hessian, name, size, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr, c_size_t
      type(c_ptr), value :: hessian
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_hessian_run(hessian, n, x_ang, energy, user) bind(c) result(outcome)
      import :: c_double, c_funptr, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: hessian
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: x_ang
      type(c_funptr), value :: energy
      type(c_ptr), value :: user
      integer(c_int)   :: outcome
    end function
    function msbat_hessian_set_matrix(hessian, n, matrix) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: hessian
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(in), optional :: matrix
      integer(c_int)   :: outcome
    end function
    function msbat_hessian_get_matrix(hessian, n, matrix) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: hessian
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: matrix
      integer(c_int)   :: outcome
    end function
    function msbat_hessian_get_counts(hessian, rows, modes) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: hessian
      integer(c_int64_t), intent(inout), optional :: rows
      integer(c_int64_t), intent(inout), optional :: modes
      integer(c_int)   :: outcome
    end function
    function msbat_hessian_get_asymmetry(hessian, asymmetry) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: hessian
      real(c_double), intent(inout), optional :: asymmetry
      integer(c_int)   :: outcome
    end function
    function msbat_hessian_get_frequencies(hessian, n, frequency_thz) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: hessian
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: frequency_thz
      integer(c_int)   :: outcome
    end function
    function msbat_hessian_get_mode(hessian, mode, n, displacement) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: hessian
      integer(c_int64_t), value :: mode
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: displacement
      integer(c_int)   :: outcome
    end function
    function msbat_hessian_get_imaginary_count(hessian, count) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: hessian
      integer(c_int64_t), intent(inout), optional :: count
      integer(c_int)   :: outcome
    end function
    function msbat_hessian_get_force_calls(hessian, calls) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: hessian
      integer(c_int64_t), intent(inout), optional :: calls
      integer(c_int)   :: outcome
    end function
    function msbat_hessian_get_callback_code(hessian, code) bind(c) result(outcome)
      import :: c_int, c_ptr
      type(c_ptr), value :: hessian
      integer(c_int), intent(inout), optional :: code
      integer(c_int)   :: outcome
    end function
    function msbat_tst_get_vineyard(minimum, saddle, nu_thz) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: minimum
      type(c_ptr), value :: saddle
      real(c_double), intent(inout), optional :: nu_thz
      integer(c_int)   :: outcome
    end function
    function msbat_tst_get_rate(ctx, nu_thz, barrier_ev, temperature, rate_thz) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: ctx
      real(c_double), value :: nu_thz
      real(c_double), value :: barrier_ev
      real(c_double), value :: temperature
      real(c_double), intent(inout), optional :: rate_thz
      integer(c_int)   :: outcome
    end function
    function msbat_tst_get_free_energy(ctx, temperature, nu_thz, barrier_ev, difference_ev) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: ctx
      real(c_double), value :: temperature
      real(c_double), dimension(*), intent(in), optional :: nu_thz
      real(c_double), dimension(*), intent(in), optional :: barrier_ev
      real(c_double), intent(inout), optional :: difference_ev
      integer(c_int)   :: outcome
    end function
    function msbat_tst_get_diffusivity(ctx, correlation, paths, length_ang, rate_thz, dimension, &
            diffusivity) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ctx
      real(c_double), value :: correlation
      real(c_double), value :: paths
      real(c_double), value :: length_ang
      real(c_double), value :: rate_thz
      integer(c_int64_t), value :: dimension
      real(c_double), intent(inout), optional :: diffusivity
      integer(c_int)   :: outcome
    end function
    function msbat_network_create(ctx, n_sites, site_ev, network) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ctx
      integer(c_int64_t), value :: n_sites
      real(c_double), dimension(*), intent(in), optional :: site_ev
      type(c_ptr), intent(inout) :: network
      integer(c_int)   :: outcome
    end function
    subroutine msbat_network_destroy(network) bind(c)
      import :: c_ptr
      type(c_ptr), intent(inout) :: network
    end subroutine
    function msbat_network_add_hop(network, a, b, displacement_ang, saddle_ev, nu_thz) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: network
      integer(c_int64_t), value :: a
      integer(c_int64_t), value :: b
      real(c_double), dimension(*), intent(in), optional :: displacement_ang
      real(c_double), value :: saddle_ev
      real(c_double), value :: nu_thz
      integer(c_int)   :: outcome
    end function
    function msbat_network_create_from_rates(ctx, temperature, n_sites, n_hops, sites, displacement_ang, rates_thz, &
            network) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: ctx
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n_sites
      integer(c_int64_t), value :: n_hops
      integer(c_int64_t), dimension(*), intent(in), optional :: sites
      real(c_double), dimension(*), intent(in), optional :: displacement_ang
      real(c_double), dimension(*), intent(in), optional :: rates_thz
      type(c_ptr), intent(inout) :: network
      integer(c_int)   :: outcome
    end function
    function msbat_network_set_closure_tolerance(network, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: network
      real(c_double), value :: value
      integer(c_int)   :: outcome
    end function
    function msbat_network_get_closure_tolerance(network, value) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: network
      real(c_double), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_network_set_option(network, name, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr
      type(c_ptr), value :: network
      character(kind=c_char), dimension(*), intent(in), optional :: name
      character(kind=c_char), dimension(*), intent(in), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_network_get_option(network, name, size, value) bind(c) result(outcome)
      import :: c_char, c_int, c_ptr, c_size_t
      type(c_ptr), value :: network
      character(kind=c_char), dimension(*), intent(in), optional :: name
      integer(c_size_t), value :: size
      character(kind=c_char), dimension(*), intent(inout), optional :: value
      integer(c_int)   :: outcome
    end function
    function msbat_network_get_counts(network, n_sites, n_hops) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: network
      integer(c_int64_t), intent(inout), optional :: n_sites
      integer(c_int64_t), intent(inout), optional :: n_hops
      integer(c_int)   :: outcome
    end function
    function msbat_network_get_rates(network, hop, temperature, forward_thz, backward_thz) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: network
      integer(c_int64_t), value :: hop
      real(c_double), value :: temperature
      real(c_double), intent(inout), optional :: forward_thz
      real(c_double), intent(inout), optional :: backward_thz
      integer(c_int)   :: outcome
    end function
    function msbat_network_get_occupations(network, temperature, n, p) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: network
      real(c_double), value :: temperature
      integer(c_int64_t), value :: n
      real(c_double), dimension(*), intent(inout), optional :: p
      integer(c_int)   :: outcome
    end function
    function msbat_network_get_diffusivity(network, temperature, tensor) bind(c) result(outcome)
      import :: c_double, c_int, c_ptr
      type(c_ptr), value :: network
      real(c_double), value :: temperature
      real(c_double), dimension(*), intent(inout), optional :: tensor
      integer(c_int)   :: outcome
    end function
    function msbat_network_get_parts(network, n_parts, n, part) bind(c) result(outcome)
      import :: c_int, c_int64_t, c_ptr
      type(c_ptr), value :: network
      integer(c_int64_t), intent(inout), optional :: n_parts
      integer(c_int64_t), value :: n
      integer(c_int64_t), dimension(*), intent(inout), optional :: part
      integer(c_int)   :: outcome
    end function
    function msbat_network_get_part_diffusivity(network, part, temperature, tensor, &
            probability) bind(c) result(outcome)
      import :: c_double, c_int, c_int64_t, c_ptr
      type(c_ptr), value :: network
      integer(c_int64_t), value :: part
      real(c_double), value :: temperature
      real(c_double), dimension(*), intent(inout), optional :: tensor
      real(c_double), intent(inout), optional :: probability
      integer(c_int)   :: outcome
    end function
  end interface
end module msbat
