! marquis2019.f90 - published functions of the graphite | LiCoO2 cell of S. G. Marquis et al., J. Electrochem. Soc. 166
! (2019) A3693, as callbacks: bind(c) procedures of a module, handed over by c_funloc, their data by c_loc. The code
! that a callback returns is 0: go on.
module marquis2019
  use example
  implicit none
  real(dp), parameter :: radius_m = 1e-5_dp              ! of the particles of both electrodes
  real(dp), parameter :: c_e_range(2) = [1d0, 3500d0]    ! of the electrolyte [mol/m^3] in which its functions are used

  type, bind(c) :: exchange ! i0 = rate sqrt(c_e c_s (c_max - c_s)) [A/m^2], c_s = c_max x
    real(c_double) :: rate, c_max
  end type

contains

  ! Open-circuit voltage of graphite MCMB 2528 against x, and its slope (fit of Dualfoil, 1998).
  function graphite_ocv(n, x, u, slope, user) bind(c) result(code)
    integer(c_int64_t), value :: n
    real(c_double), intent(in) :: x(n)
    real(c_double), intent(out) :: u(n), slope(n)
    type(c_ptr), value :: user
    integer(c_int) :: code
    real(dp), parameter :: a(8) = [0.0351d0, -0.0045d0, -0.035d0, -0.0147d0, -0.102d0, -0.022d0, -0.011d0, 0.0155d0]
    real(dp), parameter :: centre(8) = [0.286d0, 0.849d0, 0.9233d0, 0.5d0, 0.194d0, 0.9d0, 0.124d0, 0.105d0]
    real(dp), parameter :: width(8) = [0.083d0, 0.119d0, 0.05d0, 0.034d0, 0.142d0, 0.0164d0, 0.0226d0, 0.029d0]
    real(dp) :: t(n)
    integer :: k
    u = 0.194d0 + 1.5d0 * exp(-120 * x)
    slope = -180 * exp(-120 * x)
    do k = 1, 8
      t = tanh((x - centre(k)) / width(k))
      u = u + a(k) * t
      slope = slope + a(k) / width(k) * (1 - t * t)
    end do
    code = 0
  end function

  function exchange_current(n, c_e, x, temperature, i0, user) bind(c) result(code)
    integer(c_int64_t), value :: n
    real(c_double), intent(in) :: c_e(n), x(n)
    real(c_double), value :: temperature
    real(c_double), intent(out) :: i0(n)
    type(c_ptr), value :: user
    integer(c_int) :: code
    type(exchange), pointer :: e
    call c_f_pointer(user, e)
    i0 = e%rate * e%c_max * sqrt(c_e * x * (1 - x))
    code = 0
  end function

  ! LiPF6 in EC:DMC at 298 K: conductivity [S/m] when user is not NULL, else diffusivity [m^2/s].
  function electrolyte_property(n, concentration, temperature, value, user) bind(c) result(code)
    integer(c_int64_t), value :: n
    real(c_double), intent(in) :: concentration(n)
    real(c_double), value :: temperature
    real(c_double), intent(out) :: value(n)
    type(c_ptr), value :: user
    integer(c_int) :: code
    real(dp) :: m(n)
    m = concentration / 1000
    if (c_associated(user)) then
      value = 0.0911d0 + m * (1.9101d0 + m * (-1.052d0 + m * 0.1554d0))
    else
      value = 5.34d-10 * exp(-0.65d0 * m)
    end if
    code = 0
  end function

  ! t+ = 0.4, 1000 mol/m^3.
  function make_electrolyte() result(electrolyte)
    type(c_ptr) :: electrolyte
    integer(c_int), target, save :: conductivity
    call try(msbat_electrolyte_create(ctx, 1000d0, 0.4d0, electrolyte))
    call try(msbat_electrolyte_set_function(electrolyte, MSBAT_ELECTROLYTE_DIFFUSIVITY, c_funloc(electrolyte_property), &
        c_null_ptr, c_e_range))
    call try(msbat_electrolyte_set_function(electrolyte, MSBAT_ELECTROLYTE_CONDUCTIVITY, &
        c_funloc(electrolyte_property), c_loc(conductivity), c_e_range))
  end function

  function make_graphite(i0, temperature) result(graphite)
    type(exchange), target, intent(in) :: i0 ! must live as long as the material
    real(dp), intent(in) :: temperature
    type(c_ptr) :: graphite, phase, transport
    real(dp), parameter :: table_row(4) = [0.5d0, 3.9d-14, 0d0, 0d0] ! x, D_chem [m^2/s] as published
    ! the published fit has Gamma < 0 for 0.314 < x < 0.333: refused as it stands, taken with its convex hull
    call try(msbat_phase_create_ocv_function(ctx, c('graphite'), c('Li'), [0.005d0, 0.995d0, temperature], &
        c_funloc(graphite_ocv), c_null_ptr, MSBAT_GAP_CONVEXIFY, phase))
    call try(msbat_phase_set_site_density(phase, i0%c_max))
    call try(msbat_material_create(phase, graphite))
    call try(msbat_transport_create_table(ctx, c('graphite'), c('Li'), MSBAT_DIFFUSIVITY_CHEMICAL, temperature, 1_i8, &
        table_row, transport))
    call try(msbat_material_set_transport(graphite, transport))
    call try(msbat_material_set_kinetics_declared(graphite, c_funloc(exchange_current), c_loc(i0), c_e_range, 0.5d0))
    call msbat_transport_destroy(transport)
    call msbat_phase_destroy(phase)
  end function

end module marquis2019
