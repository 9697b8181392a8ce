typedef int calibration_placeholder;
