Attribute VB_Name = "RibbonCallbacks"
Option Explicit

' Called by the ribbon. Every button has the same callback; its id is the command.
Public Sub OnCommand(control As IRibbonControl)
    RunCommand control.ID
End Sub

Public Sub GetLabel(control As IRibbonControl, ByRef label As Variant)
    label = Said(control.ID & ".label")
End Sub

Public Sub GetScreentip(control As IRibbonControl, ByRef screentip As Variant)
    screentip = Said(control.ID & ".screentip")
End Sub

Public Sub GetSupertip(control As IRibbonControl, ByRef supertip As Variant)
    supertip = Said(control.ID & ".supertip")
End Sub
