! lixcoo2.f90 - the chain of lixcoo2.c in Fortran: from density-functional energies of Li/vacancy orderings of LixCoO2
! to the discharge of a cell.
!
!     lixcoo2-fortran [--quick] DATA OUT
!
! The same calls in the same order, so that the CSV files which both programs write are the same to the last digit.
! What the numbers mean and where they come from stands in lixcoo2.c. An output that is not wanted is left out, by name
! where it is not the last; indices count from 0 as in C; matrices lie by rows.
program lixcoo2
  use example
  use marquis2019
  use tables
  implicit none
  real(dp), parameter :: t = 298.15d0           ! [K]
  real(dp), parameter :: li_metal_ev = -2.0294d0 ! bcc Li in the same DFT settings

  type :: sizes ! how much each stage does, see lixcoo2.c
    integer(i8) :: along, layers, mu, min_sweeps, max_sweeps, anneal, equilibrate, start_hops, hops, voxels
    integer(i8) :: cell_shells, shells
    real(dp), allocatable :: fill(:), c_rate(:)
  end type
  type(sizes) :: s
  type(exchange), target :: i0_positive = exchange(6d-7, 51217.9257d0), i0_negative = exchange(2d-5, 24983.2620d0)
  type(c_ptr) :: audit, host, ce, lattice, mc, phase, transport, positive, negative, image, cell, particle
  type(c_ptr) :: pore, solid, pore_tensor, solid_tensor
  real(dp) :: flux_1c

  call read_arguments()
  call try(msbat_context_create(ctx))
  call try(msbat_audit_create(ctx, audit))

  print '(a)', '1/8 cluster expansion of the DFT energies'
  call read_host()
  call fit_expansion()
  print '(a)', '2/8 Monte Carlo isotherm, phase'
  call make_phase()
  print '(a)', '3/8 kinetic Monte Carlo of the DFT hops'
  call run_hops()
  call make_positive()
  print '(a)', '4/8 electrode image'
  call generate_image()
  call solve_network(.true., 'pore', pore, pore_tensor)
  call solve_network(.false., 'solid', solid, solid_tensor)
  print '(a)', '5/8 discharge'
  negative = make_graphite(i0_negative, t)
  call make_cell()
  call discharge()
  print '(a)', '6/8 timescales'
  call write_timescales(cell, s%c_rate)
  print '(a)', '7/8 stress'
  call load_particle()
  print '(a)', '8/8 audit of every law on these objects'
  call judge()
  call destroy_all()

contains

  subroutine read_arguments()
    integer :: first
    first = 1
    if (argument(1) == '--quick') first = 2
    if (command_argument_count() /= first + 1) then
      print '(a)', 'usage: lixcoo2-fortran [--quick] DATA OUT'
      error stop 2
    end if
    data = argument(first)
    out = argument(first + 1)
    if (first == 2) then
      print '(a)', '--quick: every stage with small sizes, for tests; the figures are not those of the report'
      s = sizes(4, 3, 61, 100, 200, 10, 20, 200, 2000, 24, 20, 30, fill=[0.2d0, 0.5d0, 0.94d0], c_rate=[1d0, 3d0])
    else
      s = sizes(12, 6, 241, 1600, 6400, 300, 1000, 20000, 300000, 96, 100, 300, fill=[0.06d0, 0.12d0, 0.2d0, 0.3d0, &
          0.4d0, 0.5d0, 0.6d0, 0.7d0, 0.8d0, 0.88d0, 0.94d0, 0.97d0, 0.99d0], c_rate=[0.2d0, 1d0, 3d0])
    end if
  end subroutine

  function argument(i) result(text)
    integer, intent(in) :: i
    character(:), allocatable :: text
    integer :: length
    call get_command_argument(i, length=length)
    allocate (character(length) :: text)
    call get_command_argument(i, text)
  end function

  ! ---- inputs --------------------------------------------------------------------------------------------------------

  function read_json(name) result(json)
    character(*), intent(in) :: name
    type(c_ptr) :: json
    call try(msbat_json_read(ctx, c(data // '/' // name), json))
  end function

  ! LiCoO2 in the R-3m cell, with every Li site filled: the second entry of the list of orderings.
  subroutine read_host()
    type(c_ptr) :: json
    real(dp) :: cell_ang(9), frac(12), numbers(4)
    json = read_json('orderings.json')
    call try(msbat_json_get_numbers(json, c('1.cell'), 9_i8, cell_ang))
    call try(msbat_json_get_numbers(json, c('1.pos'), 12_i8, frac))
    call try(msbat_json_get_numbers(json, c('1.numbers'), 4_i8, numbers))
    call try(msbat_crystal_create(ctx, cell_ang, 4_i8, frac, int(numbers, i8), host))
    call msbat_json_destroy(json)
  end subroutine

  function read_energy(state) result(energy_ev)
    character(*), intent(in) :: state
    real(dp) :: energy_ev
    type(c_ptr) :: frames
    call try(msbat_frames_read_extxyz(ctx, c(data // '/barriers/' // state // '.xyz'), frames))
    call try(msbat_frames_get_energy(frames, 0_i8, energy_ev))
    call msbat_frames_destroy(frames)
  end function

  ! The Hessian of the hopping Li alone, everything else held still.
  function read_hessian(state) result(hessian)
    character(*), intent(in) :: state
    type(c_ptr) :: hessian, json
    real(dp) :: matrix(9), mass_amu(1)
    json = read_json('barriers/' // state // '-hessian.json')
    call try(msbat_json_get_numbers(json, c('hessian'), 9_i8, matrix))
    call try(msbat_species_get_mass(3_i8, mass_amu(1)))
    call try(msbat_hessian_create(ctx, 1_i8, 3_i8, mass_amu, hessian))
    call try(msbat_hessian_set_matrix(hessian, 3_i8, matrix))
    call msbat_json_destroy(json)
  end function

  ! ---- stages --------------------------------------------------------------------------------------------------------

  ! Pairs and triplets of Li (3) against vacancies, fitted to the relaxed orderings.
  subroutine fit_expansion()
    type(c_ptr) :: training
    integer :: i
    call try(msbat_ce_create(host, 3_i8, MSBAT_VACANCY, 1d-3, 2_i8, [8.6d0, 5d0], ce))
    call try(msbat_training_create(ce, training))
    do i = 0, 47
      call add_ordering(training, i)
    end do
    call try(msbat_ce_fit(ce, training))
    call write_expansion(ce, training, li_metal_ev)
    call msbat_training_destroy(training)
    call try(msbat_audit_add_ce(audit, c('cluster expansion'), ce))
  end subroutine

  subroutine add_ordering(training, i)
    type(c_ptr), intent(in) :: training
    integer, intent(in) :: i
    type(c_ptr) :: frames, relaxed
    integer(c_int) :: status
    real(dp) :: energy_ev
    character(3) :: digits
    write (digits, '(i3.3)') i
    status = msbat_frames_read_extxyz(ctx, c(data // '/relaxed/' // digits // '.xyz'), frames)
    if (status == MSBAT_ERR_FILE) return ! this ordering is not computed yet
    call try(status)
    call try(msbat_frames_get_crystal(frames, 0_i8, relaxed)) ! owned by frames
    call try(msbat_frames_get_energy(frames, 0_i8, energy_ev))
    call try(msbat_training_add(training, relaxed, energy_ev, 1d0))
    call msbat_frames_destroy(frames)
  end subroutine

  subroutine make_phase()
    integer(i8) :: i
    real(dp) :: mu_ev(s%mu)
    call try(msbat_supercell_create(host, [s%along, 0_i8, 0_i8, 0_i8, s%along, 0_i8, -s%layers / 3, -s%layers / 3, &
        s%layers], lattice))
    call try(msbat_mc_create(ce, lattice, mc))
    call try(msbat_mc_set_option(mc, c('precision'), c('0.001')))
    call try(msbat_mc_set_min_sweeps(mc, s%min_sweeps))
    call try(msbat_mc_set_max_sweeps(mc, s%max_sweeps))
    do i = 1, s%mu ! 5.2 V down to 2.2 V
      mu_ev(i) = li_metal_ev - 5.2d0 + real(i - 1, dp) * 3 / real(s%mu - 1, dp)
    end do
    call try(msbat_mc_isotherm(mc, t, s%mu, mu_ev))
    call try(msbat_phase_from_isotherms(1_i8, [mc], c('LixCoO2'), c('Li'), li_metal_ev, MSBAT_GAP_CONVEXIFY, phase))
    call try(msbat_phase_set_partial_molar_volume(phase, -7.28d-7)) ! Ai et al. 2020
    call write_phase(phase, t)
  end subroutine

  ! Barriers and attempt frequencies by how many of the two sites next to both ends are occupied.
  subroutine read_hops(e_kra_ev, nu_thz)
    real(dp), intent(out) :: e_kra_ev(3), nu_thz(3)
    character(11), parameter :: start(3) = [character(11) :: 'di-start', 'di-start', 'mono-start']
    character(11), parameter :: top(3) = [character(11) :: 'di-path-880', 'di-path-880', 'mono-middle']
    type(c_ptr) :: minimum, saddle
    integer :: i
    do i = 1, 3
      minimum = read_hessian(trim(start(i)))
      saddle = read_hessian(trim(top(i)))
      e_kra_ev(i) = read_energy(trim(top(i))) - read_energy(trim(start(i)))
      call try(msbat_tst_get_vineyard(minimum, saddle, nu_thz(i)))
      call msbat_hessian_destroy(minimum)
      call msbat_hessian_destroy(saddle)
    end do
    call write_hops(e_kra_ev, nu_thz, t)
  end subroutine

  subroutine run_hops()
    type(c_ptr) :: kmc(size(s%fill))
    real(dp) :: e_kra_ev(3), nu_thz(3)
    integer :: i
    call read_hops(e_kra_ev, nu_thz)
    do i = 1, size(kmc)
      call run_composition(s%fill(i), e_kra_ev, nu_thz, kmc(i))
      if (s%fill(i) == 0.5d0) call try(msbat_audit_add_kmc(audit, c('hops at x = 0.5'), kmc(i)))
    end do
    call try(msbat_transport_from_kmc(size(kmc, kind=i8), kmc, phase, MSBAT_DIFFUSIVITY_JUMP, MSBAT_KMC_IN_PLANE, &
        transport))
    call write_diffusivities(kmc, transport, t)
    do i = 1, size(kmc)
      call msbat_kmc_destroy(kmc(i))
    end do
  end subroutine

  ! Kinetic Monte Carlo from an annealed configuration.
  subroutine run_composition(fill, e_kra_ev, nu_thz, kmc)
    real(dp), intent(in) :: fill, e_kra_ev(3), nu_thz(3)
    type(c_ptr), intent(out) :: kmc
    integer(c_int8_t), allocatable :: occupation(:)
    integer(i8) :: sites
    integer(c_int) :: status
    integer :: step
    call try(msbat_mc_get_site_count(mc, sites))
    call try(msbat_mc_set_random_occupation(mc, int(fill * real(sites, dp) + 0.5d0, i8)))
    do step = 6, 0, -1
      call try(msbat_mc_run_canonical(mc, t + 60d0 * step, merge(s%anneal, s%equilibrate, step > 0)))
    end do
    allocate (occupation(sites))
    call try(msbat_mc_get_occupation(mc, sites, occupation))
    call try(msbat_kmc_create(ce, lattice, kmc))
    call try(msbat_kmc_add_hops(kmc, 2.9d0)) ! nearest neighbours in a layer
    call try(msbat_kmc_set_barrier(kmc, 0_i8, 3_i8, e_kra_ev, nu_thz))
    call try(msbat_kmc_set_temperature(kmc, t))
    call try(msbat_kmc_set_occupation(kmc, sites, occupation))
    call try(msbat_kmc_run(kmc, s%start_hops))
    call try(msbat_kmc_reset_statistics(kmc))
    status = msbat_kmc_run_to_precision(kmc, 0.05d0, s%hops)
    if (status /= MSBAT_ERR_CONVERGENCE) call try(status) ! else it stands with its error
  end subroutine

  subroutine make_positive()
    call try(msbat_material_create(phase, positive))
    call try(msbat_material_set_transport(positive, transport)) ! D_chem = D_J Gamma
    call try(msbat_material_set_kinetics_declared(positive, c_funloc(exchange_current), c_loc(i0_positive), c_e_range, &
        0.5d0))
    call try(msbat_material_set_mechanics(positive, 375d9, 0.2d0)) ! Ai et al. 2020
  end subroutine

  ! Spheres of 10 micrometre with 20 % binder.
  subroutine generate_image()
    type(c_ptr) :: packing
    call try(msbat_packing_create(ctx, [s%voxels, s%voxels, s%voxels], 96d-6 / real(s%voxels, dp), packing))
    call try(msbat_packing_set_option(packing, c('radius'), c('10e-6')))
    call try(msbat_packing_set_option(packing, c('active_fraction'), c('0.5')))
    call try(msbat_packing_set_option(packing, c('binder_fraction'), c('0.2')))
    call try(msbat_packing_run(packing, image))
    call msbat_packing_destroy(packing)
  end subroutine

  ! Effective tensor of the pore, or of everything else.
  subroutine solve_network(of_pore, name, homog, tensor)
    logical, intent(in) :: of_pore
    character(*), intent(in) :: name
    type(c_ptr), intent(out) :: homog, tensor
    integer(i8) :: i, n, label
    call try(msbat_homog_create(image, homog))
    call try(msbat_image_get_label_count(image, n))
    do i = 0, n - 1
      call try(msbat_image_get_label(image, i, label))
      call try(msbat_homog_set_conductivity(homog, label, merge(1d0, 0d0, (label == MSBAT_LABEL_PORE) .eqv. of_pore)))
    end do
    call try(msbat_homog_solve(homog, MSBAT_HOMOG_PERIODIC))
    call try(msbat_homog_solve(homog, MSBAT_HOMOG_MIXED))
    call try(msbat_tensor_from_homog(homog, MSBAT_HOMOG_MIXED, tensor))
    call write_network(name // '.csv', homog, tensor)
    call try(msbat_audit_add_homog(audit, c(name // ' network'), homog))
  end subroutine

  ! Graphite, electrolyte, geometry and kinetics as published by Marquis et al.
  subroutine make_cell()
    real(dp), parameter :: x_full(2) = [0.8d0, 0.6d0] ! stoichiometries of the charged cell
    type(c_ptr) :: electrolyte, bruggeman, separator
    type(msbat_electrode_geometry) :: g
    real(dp) :: porosity, unused(9), u(2)
    electrolyte = make_electrolyte()
    call try(msbat_cell_create(ctx, electrolyte, 0.028359d0, t, cell))
    call try(msbat_tensor_create_bruggeman(ctx, 0.3d0, 1.5d0, bruggeman))
    call try(msbat_tensor_create_bruggeman(ctx, 1d0, 1.5d0, separator))
    call try(msbat_tensor_get(pore_tensor, unused, porosity))
    g = msbat_electrode_geometry(c_sizeof(g), 1d-4, 0.3d0, 0.6d0, radius_m, 100 * 0.7d0**1.5d0, 0.2d0, [1, 0, 0])
    call try(msbat_cell_set_electrode(cell, MSBAT_NEGATIVE, negative, g, bruggeman, c_null_ptr))
    g%porosity = porosity
    g%active_fraction = (1 - porosity) * 0.5d0 / 0.7d0
    g%solid_conductivity_s_per_m = 10
    call try(msbat_cell_set_electrode(cell, MSBAT_POSITIVE, positive, g, pore_tensor, solid_tensor))
    call try(msbat_cell_set_separator(cell, 2.5d-5, separator))
    call try(msbat_material_get_voltage(negative, t, 1_i8, x_full(1:1), u(1:1)))
    call try(msbat_material_get_voltage(positive, t, 1_i8, x_full(2:2), u(2:2)))
    call try(msbat_cell_set_stoichiometry(cell, x_full(1), x_full(2)))
    call try(msbat_cell_set_points_particle(cell, s%cell_shells))
    call try(msbat_cell_set_window(cell, 2.5d0, u(2) - u(1)))
    call msbat_tensor_destroy(bruggeman)
    call msbat_tensor_destroy(separator)
    call msbat_electrolyte_destroy(electrolyte)
  end subroutine

  subroutine discharge()
    integer(c_int) :: status
    integer :: i
    do i = 1, size(s%c_rate)
      status = msbat_cell_run_discharge(cell, s%c_rate(i))
      if (status /= MSBAT_ERR_PHYSICS) call try(status) ! a named limit ends the run: its rows stand
      if (s%c_rate(i) == 1) flux_1c = mean_flux()
      call write_discharge(cell, s%c_rate(i))
    end do
  end subroutine

  ! Out of the particles of the positive electrode at the start of the run before [mol/(m^2 s)].
  function mean_flux()
    real(dp) :: mean_flux
    real(dp), allocatable :: current(:)
    integer(i8) :: n
    call try(msbat_cell_get_profile_size(cell, MSBAT_PROFILE_POSITIVE_CURRENT, n))
    allocate (current(n))
    call try(msbat_cell_get_profile(cell, 0_i8, MSBAT_PROFILE_POSITIVE_CURRENT, n, current))
    mean_flux = sum(current) / real(n, dp) / MSBAT_FARADAY
  end function

  ! Stress in an LiCoO2 particle that takes this flux.
  subroutine load_particle()
    call try(msbat_particle_create(positive, t, radius_m, s%shells, particle))
    call try(msbat_particle_set_uniform(particle, 0.6d0))
    call try(msbat_particle_set_flux(particle, flux_1c))
    call try(msbat_particle_run(particle, 3_i8, [200d0, 600d0, 1000d0]))
    call write_particle(particle)
  end subroutine

  subroutine judge()
    call try(msbat_audit_add_cell(audit, c('cell'), cell))
    call try(msbat_audit_add_particle(audit, c('LiCoO2 particle'), particle))
    call try(msbat_audit_run(audit))
    call write_audit(audit)
  end subroutine

  subroutine destroy_all() ! in any order
    call msbat_particle_destroy(particle)
    call msbat_cell_destroy(cell)
    call msbat_audit_destroy(audit)
    call msbat_material_destroy(positive)
    call msbat_material_destroy(negative)
    call msbat_transport_destroy(transport)
    call msbat_phase_destroy(phase)
    call msbat_mc_destroy(mc)
    call msbat_ce_destroy(ce)
    call msbat_supercell_destroy(lattice)
    call msbat_homog_destroy(pore)
    call msbat_homog_destroy(solid)
    call msbat_image_destroy(image)
    call msbat_crystal_destroy(host)
    call msbat_tensor_destroy(pore_tensor)
    call msbat_tensor_destroy(solid_tensor)
    call msbat_context_destroy(ctx)
  end subroutine

end program
