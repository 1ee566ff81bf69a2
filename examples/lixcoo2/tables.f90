! tables.f90 - what the chain computed, read back from its handles and written as CSV: a part of what tables.c writes.
module tables
  use example
  implicit none
  integer(i8), parameter :: curve = 240 ! points of a curve
  private :: curve

contains

  ! Energies of formation per Li site, from DFT and from the fit.
  subroutine write_hull(ce, training, li_metal_ev, mean_voltage)
    type(c_ptr), intent(in) :: ce, training
    real(dp), intent(in) :: li_metal_ev
    real(dp), intent(out) :: mean_voltage
    type(c_ptr) :: hull, supercell
    integer(i8) :: i, n, cells
    real(dp), allocatable :: x(:), e(:), formation(:), above(:), residual(:), left_out(:)
    call try(msbat_training_get_count(training, n))
    allocate (x(n), e(n), formation(n), above(n), residual(n), left_out(n))
    do i = 1, n
      call try(msbat_training_get_structure(training, i - 1, energy_ev=e(i), x=x(i)))
      call try(msbat_training_get_supercell(training, i - 1, supercell))
      call try(msbat_supercell_get_cell_count(supercell, cells))
      e(i) = e(i) / real(cells, dp)
    end do
    call try(msbat_hull_create(ctx, n, x, e, hull))
    call try(msbat_hull_get_formation_energy(hull, n, formation))
    call try(msbat_hull_get_above(hull, n, above))
    call try(msbat_hull_get_mean_voltage(hull, li_metal_ev, 0d0, 1d0, mean_voltage))
    call try(msbat_ce_get_residuals(ce, n, residual, left_out)) ! DFT - fit
    call write_csv('hull.csv', 'x [1],formation energy DFT [eV],above hull [eV],formation energy CE [eV],' // &
        'error when left out [meV]', reshape([x, formation, above, formation - 1d-3 * residual, left_out], [n, 5_i8]))
    call msbat_hull_destroy(hull)
  end subroutine

  subroutine write_expansion(ce, training, li_metal_ev)
    type(c_ptr), intent(in) :: ce, training
    real(dp), intent(in) :: li_metal_ev
    integer(i8) :: i, n, structures, points, multiplicity
    real(dp) :: loo, rms, kfold, mean_voltage
    real(dp), allocatable :: orbits(:, :)
    call write_hull(ce, training, li_metal_ev, mean_voltage)
    call try(msbat_ce_get_orbit_count(ce, n))
    allocate (orbits(n, 6))
    call try(msbat_ce_get_eci(ce, n, orbits(:, 5)))
    call try(msbat_ce_get_eci_error(ce, n, orbits(:, 6)))
    orbits(:, 5:6) = orbits(:, 5:6) * 1d3
    do i = 1, n
      call try(msbat_ce_get_orbit(ce, i - 1, points, multiplicity, orbits(i, 3)))
      orbits(i, [1, 2, 4]) = real([i - 1, points, multiplicity], dp)
    end do
    call write_csv('eci.csv', 'orbit [1],points [1],length [angstrom],multiplicity [1],ECI [meV],error [meV]', orbits)
    call try(msbat_ce_get_score(ce, loo, rms, kfold))
    call try(msbat_training_get_count(training, structures))
    call write_csv('fit.csv', 'structures [1],orbits [1],leave-one-out [meV],training [meV],10-fold [meV],' // &
        'mean voltage [V]', reshape([real(structures, dp), real(n, dp), loo, rms, kfold, mean_voltage], [1, 6]))
    print '(2x, i0, a, i0, a, f0.1, a, f0.2, a)', structures, ' structures, ', n, ' orbits: leave-one-out error ', &
        loo, ' meV per site; mean voltage ', mean_voltage, ' V'
  end subroutine

  subroutine write_phase(phase, temperature)
    type(c_ptr), intent(in) :: phase
    real(dp), intent(in) :: temperature
    real(dp) :: x(curve), u(curve), gamma(curve), range(2), gap(2)
    integer(i8) :: i, gaps
    call try(msbat_phase_get_range(phase, range))
    x = range(1) + (range(2) - range(1)) * [(real(i, dp) + 0.5d0, i = 0, curve - 1)] / curve
    call try(msbat_phase_get_voltage(phase, temperature, curve, x, u))
    call try(msbat_phase_get_thermodynamic_factor(phase, temperature, curve, x, gamma))
    call write_csv('voltage.csv', 'x [1],U [V],Gamma [1]', reshape([x, u, gamma], [curve, 3_i8]))
    call try(msbat_phase_get_gap_count(phase, temperature, gaps))
    do i = 0, gaps - 1
      call try(msbat_phase_get_gap(phase, temperature, i, gap))
      print '(2x, a, f5.3, a, f5.3, a)', 'two phases from x = ', gap(1), ' to ', gap(2), ': convexified'
    end do
  end subroutine

  subroutine write_hops(e_kra_ev, nu_thz, temperature)
    real(dp), intent(in) :: e_kra_ev(:), nu_thz(:), temperature
    real(dp) :: rate(size(nu_thz)), occupied(size(nu_thz))
    integer :: i
    do i = 1, size(nu_thz)
      occupied(i) = i - 1
      call try(msbat_tst_get_rate(ctx, nu_thz(i), e_kra_ev(i), temperature, rate(i)))
      print '(2x, i0, a, f5.3, a, f0.1, a)', i - 1, ' of the sites next to both ends occupied: E_KRA ', e_kra_ev(i), &
          ' eV, nu ', nu_thz(i), ' THz'
    end do
    call write_csv('hops.csv', 'occupied sites next to both ends [1],E_KRA [eV],nu [THz],rate [1/s]', &
        reshape([occupied, e_kra_ev, nu_thz, rate * 1d12], [size(nu_thz), 4]))
  end subroutine

  subroutine write_diffusivities(kmc, jumps, temperature)
    type(c_ptr), intent(in) :: kmc(:), jumps
    real(dp), intent(in) :: temperature
    real(dp), dimension(size(kmc)) :: x, d, d_error, jump, jump_error
    integer(i8) :: i, n, sites, ions
    n = size(kmc)
    do i = 1, n
      call try(msbat_kmc_get_site_count(kmc(i), sites))
      call try(msbat_kmc_get_ion_count(kmc(i), ions))
      call try(msbat_kmc_get_diffusivity_scalar(kmc(i), MSBAT_KMC_TRACER, MSBAT_KMC_IN_PLANE, d(i), d_error(i)))
      x(i) = real(ions, dp) / real(sites, dp)
    end do
    d = d * 1d-8 ! from angstrom^2/ps
    d_error = d_error * 1d-8
    call try(msbat_transport_get_diffusivity(jumps, temperature, n, x, jump))
    call try(msbat_transport_get_error(jumps, temperature, n, x, jump_error))
    call write_csv('diffusivity.csv', 'x [1],D* [m^2/s],error of D* [m^2/s],D_J [m^2/s],error of D_J [m^2/s],' // &
        'Haven ratio [1]', reshape([x, d, d_error, jump, jump_error, d / jump], [n, 6_i8]))
  end subroutine

  subroutine write_network(name, homog, tensor)
    character(*), intent(in) :: name
    type(c_ptr), intent(in) :: homog, tensor
    real(dp) :: mixed(9), periodic(9), fraction
    real(dp), parameter :: rows(9) = [0, 0, 0, 1, 1, 1, 2, 2, 2], columns(9) = [0, 1, 2, 0, 1, 2, 0, 1, 2]
    call try(msbat_tensor_get(tensor, mixed, fraction))
    call try(msbat_homog_get_relative(homog, MSBAT_HOMOG_PERIODIC, periodic))
    call write_csv(name, 'row [1],column [1],periodic tensor [1],mixed tensor [1]', &
        reshape([rows, columns, periodic, mixed], [9, 4]))
    print '(2x, 2a, f5.3, a, 3f8.4)', name, ': fraction ', fraction, ', relative conductivity ', mixed(1), mixed(5), &
        mixed(9)
  end subroutine

  subroutine write_discharge(cell, c_rate)
    type(c_ptr), intent(in) :: cell
    real(dp), intent(in) :: c_rate
    integer(c_int), parameter :: which(6) = [MSBAT_CELL_TIME, MSBAT_CELL_VOLTAGE, MSBAT_CELL_CHARGE, &
        MSBAT_CELL_OPEN_CIRCUIT, MSBAT_CELL_MEAN_X_POSITIVE, MSBAT_CELL_SURFACE_X_POSITIVE]
    real(dp), allocatable :: columns(:, :)
    type(c_ptr) :: ending
    integer(i8) :: n
    integer :: k
    call try(msbat_cell_get_row_count(cell, n))
    allocate (columns(n, 6))
    do k = 1, 6
      call try(msbat_cell_get_column(cell, which(k), n, columns(:, k)))
    end do
    columns(:, 3) = columns(:, 3) / 3600
    call write_csv('discharge_' // number(c_rate) // '.csv', &
        't [s],V [V],capacity [Ah],open circuit [V],mean x positive [1],surface x positive [1]', columns)
    call try(msbat_cell_get_end(cell, text=ending))
    print '(2x, 2a, f5.3, 2a)', number(c_rate), 'C: ', columns(n, 3), ' Ah; ', fortran(ending)
  end subroutine

  subroutine write_timescales(cell, c_rates)
    type(c_ptr), intent(in) :: cell
    real(dp), intent(in) :: c_rates(:)
    type(c_ptr) :: scales
    integer(c_int) :: p, slowest, limiting
    real(dp) :: time, eta, unused, loss
    integer :: r, unit
    unit = open_csv('timescales.csv', &
        'C-rate [1/h],process,time [s],overpotential [V],unused capacity [1],loss of energy [1],slowest,limiting')
    do r = 1, size(c_rates)
      call try(msbat_timescales_create(cell, c_rates(r), scales))
      call try(msbat_timescales_get_slowest(scales, slowest))
      call try(msbat_timescales_get_limiting(scales, limiting))
      do p = 0, MSBAT_PROCESS_COUNT - 1
        call try(msbat_timescales_get_time(scales, p, time))
        call try(msbat_timescales_get_loss(scales, p, eta, unused, loss))
        write (unit, '(5a, 2(",", i0))') number(c_rates(r)), ',"', fortran(msbat_process_name(p)), '",', &
            row([time, eta, unused, loss]), merge(1, 0, slowest == p), merge(1, 0, limiting == p)
      end do
      print '(2x, 5a)', number(c_rates(r)), 'C: the slowest process is ', fortran(msbat_process_name(slowest)), &
          ', the limiting one ', fortran(msbat_process_name(limiting))
      call msbat_timescales_destroy(scales)
    end do
    close (unit)
  end subroutine

  subroutine write_particle(particle)
    type(c_ptr), intent(in) :: particle
    integer(i8) :: n, i, row_index, rows
    real(dp) :: time
    real(dp), allocatable :: r(:), x(:), radial(:), tangential(:)
    integer :: unit
    call try(msbat_particle_get_shell_count(particle, n))
    call try(msbat_particle_get_count(particle, rows))
    n = n + 2
    allocate (r(n), x(n), radial(n), tangential(n))
    unit = open_csv('stress.csv', 't [s],r [m],x [1],radial stress [Pa],tangential stress [Pa]')
    do row_index = 0, rows - 1
      call try(msbat_particle_get_time(particle, row_index, time))
      call try(msbat_particle_get_profile(particle, row_index, n, r, x, radial, tangential))
      do i = 1, n
        write (unit, '(a)') row([time, r(i), x(i), radial(i), tangential(i)])
      end do
      write (unit, '(/)') ! a block for each time
    end do
    close (unit)
  end subroutine

  subroutine write_audit(audit)
    type(c_ptr), intent(in) :: audit
    character(14), parameter :: word(0:2) = [character(14) :: 'holds', 'FAILS', 'not applicable']
    integer(i8) :: i, n, failed
    integer(c_int) :: verdict
    type(c_ptr) :: law, object, text
    real(dp) :: residual, threshold
    integer :: unit
    call try(msbat_audit_get_count(audit, n, failed))
    unit = open_csv('audit.csv', 'object,law,verdict,residual,threshold,text')
    do i = 0, n - 1
      call try(msbat_audit_get_entry(audit, i, law, object, verdict))
      call try(msbat_audit_get_residual(audit, i, residual, threshold))
      call try(msbat_audit_get_text(audit, i, text))
      write (unit, '(9a)') fortran(object), ',"', fortran(law), '",', trim(word(verdict)), ',', &
          row([residual, threshold]), ',"', fortran(text) // '"'
    end do
    close (unit)
    print '(2x, i0, a, i0, a)', n, ' laws evaluated, ', failed, ' fail'
  end subroutine

end module tables
